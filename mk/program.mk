# SPDX-License-Identifier: MIT
#
# Builds one C program on the kernel: $(OUT)/$(PROGRAM). In: PROGRAM, OUT, SRCS (relative to the
# current directory or absolute), CONF, PROGRAM_CPPFLAGS.

include $(dir $(lastword $(MAKEFILE_LIST)))use_kernel.mk

PROGRAM_OBJECTS := $(patsubst %,$(OUT)/obj/%.o,$(patsubst /%,%,$(SRCS)))
$(call breeze_stamp,$(OUT)/objects,$(PROGRAM_OBJECTS) $(PROGRAM_CPPFLAGS))
$(OUT)/objects:

program_compile = $(CC) $(KERNEL_CPPFLAGS) $(PROGRAM_CPPFLAGS) $(KERNEL_CFLAGS) $(PROGRAM_WARNINGS) $(EXTRA_CFLAGS) -MMD -MP

define program_rule
$(OUT)/obj/$(patsubst /%,%,$(1)).o: $(1) $(OUT)/flags $(OUT)/objects | $(KERNEL_LIB)
	$$(call breeze_say,CC,$$<)
	@mkdir -p $$(@D)
	$$(breeze_q)$$(program_compile) -c -o $$@ $$<
endef
$(foreach s,$(SRCS),$(eval $(call program_rule,$(s))))

$(OUT)/$(PROGRAM): $(PROGRAM_OBJECTS) $(KERNEL_LIB) $(OUT)/objects $(OUT)/flags
	$(call breeze_say,LD,$@)
	$(breeze_q)$(CC) $(KERNEL_CFLAGS) $(KERNEL_LDFLAGS) -Wl,-Map,$@.map -o $@ $(PROGRAM_OBJECTS) $(KERNEL_LIBS)

-include $(PROGRAM_OBJECTS:.o=.d)
