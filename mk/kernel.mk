# SPDX-License-Identifier: MIT
#
# Builds the kernel library: $(KERNEL_DIR)/libkernel.a, all of which is linked, libondemand.a beside
# it, of which a program gets what it uses, and the generated headers. Called by
# mk/use_kernel.mk as a make of its own, under a lock, because programs built at the same time may
# share it. In: BOARD, BOARD_ROOT, BUILD, OUT (the program whose settings are used).
#
# Every .c and .S file in the folders below is built. A file that needs a setting is named in its
# folder's sources.mk as `src-$(CONFIG_X) += file.c`; it is left out when CONFIG_X is not set.
# A folder with sub-folders names them there too: `dirs-$(CONFIG_X) += sub/`.

.DEFAULT_GOAL := kernel
include mk/common.mk
include $(OUT)/config.mk
KERNEL_DIR := $(BUILD)/kernel-$(KCONFIG_HASH)
GENERATED := $(KERNEL_DIR)/generated
include mk/flags.mk

folders := lib kernel kernel/sched kernel/objects arch/$(ARCH) $(if $(SOC),soc/common soc/$(SOC)) $(BOARD_HOME:$(BREEZE_TOP)/%=%)
folders += $(if $(CONFIG_ZTEST),tests/ztest)

# $(eval $(call add_folder,dir)): its files minus those its sources.mk leaves out.
SOURCES :=
define add_folder
src- :=
src-y :=
dirs- :=
dirs-y :=
-include $(1)/sources.mk
SOURCES := $$(SOURCES) $$(filter-out %/offsets.c $$(addprefix $(1)/,$$(src-)),$$(wildcard $(1)/*.c $(1)/*.S))
more := $$(addprefix $(1)/,$$(patsubst %/,%,$$(dirs-y)))
$$(foreach d,$$(more),$$(eval $$(call add_folder,$$(d))))
endef
$(foreach d,$(folders),$(eval $(call add_folder,$(d))))

# Linked only into programs that refer to them: what they bring would run in every program.
ON_DEMAND := $(filter kernel/objects/work_system.c,$(SOURCES))
SOURCES := $(filter-out $(ON_DEMAND),$(SOURCES))

ON_DEMAND_OBJECTS := $(patsubst %,$(KERNEL_DIR)/obj/%.o,$(ON_DEMAND))
OBJECTS := $(patsubst %,$(KERNEL_DIR)/obj/%.o,$(SOURCES))
OFFSETS := $(wildcard kernel/offsets.c arch/$(ARCH)/offsets.c)

$(call breeze_stamp,$(KERNEL_DIR)/flags,$(breeze_flags_text) $(BOARD_KERNEL_CFLAGS) $(WARNINGS))
$(call breeze_stamp,$(KERNEL_DIR)/objects,$(OBJECTS) $(ON_DEMAND_OBJECTS))

headers := $(GENERATED)/autoconf.h $(GENERATED)/zephyr/version.h $(GENERATED)/offsets.h
ifneq ($(LINKER_SCRIPT),)
headers += $(GENERATED)/linker.ld
endif

.PHONY: kernel headers
kernel: $(KERNEL_DIR)/libkernel.a headers
	@:
headers: $(headers)
	@:

compile = $(CC) $(KERNEL_CPPFLAGS) $(KERNEL_CFLAGS) $(BOARD_KERNEL_CFLAGS) $(WARNINGS) $(flags-$(<)) $(EXTRA_CFLAGS) -MMD -MP

$(KERNEL_DIR)/obj/%.c.o: %.c $(KERNEL_DIR)/flags | $(headers)
	$(call breeze_say,CC,$<)
	@mkdir -p $(@D)
	$(breeze_q)$(compile) -c -o $@ $<

$(KERNEL_DIR)/obj/%.S.o: %.S $(KERNEL_DIR)/flags | $(headers)
	$(call breeze_say,AS,$<)
	@mkdir -p $(@D)
	$(breeze_q)$(compile) -D_ASMLANGUAGE -c -o $@ $<

# Programs are linked again when it is newer: so also for another linker script.
$(KERNEL_DIR)/libkernel.a: $(OBJECTS) $(ON_DEMAND_OBJECTS) $(KERNEL_DIR)/objects $(if $(LINKER_SCRIPT),$(GENERATED)/linker.ld)
	$(call breeze_say,AR,$@)
	@rm -f $@ $(@D)/libondemand.a
	$(breeze_q)$(BREEZE_AR) rcs $(@D)/libondemand.a $(ON_DEMAND_OBJECTS)
	$(breeze_q)$(BREEZE_AR) rcs $@ $(OBJECTS)

# The directory's name is a hash of the settings: once written, the copies stay true.
$(GENERATED)/autoconf.h:
	@mkdir -p $(@D)
	$(breeze_q)cp $(OUT)/.config $(GENERATED)/.config && cp $(OUT)/autoconf.h $@

$(GENERATED)/zephyr/version.h: VERSION tools/gen_version.py
	@mkdir -p $(@D)
	$(breeze_q)$(PYTHON3) tools/gen_version.py VERSION $@

$(KERNEL_DIR)/obj/%/offsets.s: %/offsets.c $(KERNEL_DIR)/flags | $(GENERATED)/autoconf.h $(GENERATED)/zephyr/version.h
	@mkdir -p $(@D)
	$(breeze_q)$(CC) $(KERNEL_CPPFLAGS) $(filter-out --coverage,$(KERNEL_CFLAGS)) $(EXTRA_CFLAGS) -MMD -MP -MT $@ -S -o $@ $<

$(GENERATED)/offsets.h: $(patsubst %.c,$(KERNEL_DIR)/obj/%.s,$(OFFSETS)) tools/gen_offsets.py
	$(call breeze_say,OFFSETS,$@)
	@mkdir -p $(@D)
	$(breeze_q)$(PYTHON3) tools/gen_offsets.py $@ $(filter %.s,$^)

$(GENERATED)/linker.ld: $(LINKER_SCRIPT) $(KERNEL_DIR)/flags | $(GENERATED)/autoconf.h
	$(call breeze_say,LDSCRIPT,$@)
	$(breeze_q)$(CC) $(KERNEL_CPPFLAGS) $(BOARD_CFLAGS) -DLINKER_SCRIPT -D_ASMLANGUAGE -x assembler-with-cpp -E -P \
		-MMD -MP -MF $@.d -MT $@ -o $@ $<

$(KERNEL_DIR)/flags $(KERNEL_DIR)/objects:

-include $(OBJECTS:.o=.d) $(ON_DEMAND_OBJECTS:.o=.d) $(patsubst %.c,$(KERNEL_DIR)/obj/%.d,$(OFFSETS)) $(GENERATED)/linker.ld.d
