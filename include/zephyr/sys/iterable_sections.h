/* SPDX-License-Identifier: MIT */
/*
 * Arrays that the linker collects from all files, sorted by name. An element of type T named n
 * lies in section ._T.static.n_ ; the list runs from _T_list_start to _T_list_end, symbols that
 * lib/sections.ld defines for each type it names.
 */
#ifndef ZEPHYR_INCLUDE_SYS_ITERABLE_SECTIONS_H_
#define ZEPHYR_INCLUDE_SYS_ITERABLE_SECTIONS_H_

#include <stddef.h>
#include <zephyr/toolchain.h>
#include <zephyr/sys/util.h>

/** The bounds of a list. */
#define TYPE_SECTION_START(secname)              _CONCAT(_##secname, _list_start)
#define TYPE_SECTION_END(secname)                _CONCAT(_##secname, _list_end)
#define TYPE_SECTION_START_EXTERN(type, secname) extern type TYPE_SECTION_START(secname)[]
#define TYPE_SECTION_END_EXTERN(type, secname)   extern type TYPE_SECTION_END(secname)[]

/**
 * Define an element. The explicit natural alignment keeps the compiler from padding elements
 * apart.
 */
#define TYPE_SECTION_ITERABLE(type, varname, secname, section_postfix)                             \
	__attribute__((                                                                            \
		section("._" STRINGIFY(secname) ".static." STRINGIFY(section_postfix) "_")))       \
	__aligned(__alignof__(type)) __used __no_redzone type varname

/**
 * The first element. To the compiler it is an object of which nothing is known: else it may take a
 * pointer into the list for different from the address of the element it points to.
 */
#define TYPE_SECTION_FIRST(type, secname)                                                          \
	__extension__({                                                                            \
		TYPE_SECTION_START_EXTERN(type, secname);                                          \
		type *_first = TYPE_SECTION_START(secname);                                        \
		HIDE_FROM_OPTIMIZER(_first);                                                       \
		_first;                                                                            \
	})

/** Walk, index or count a list. */
#define TYPE_SECTION_FOREACH(type, secname, iterator)                                              \
	TYPE_SECTION_END_EXTERN(type, secname);                                                    \
	for (type *iterator = TYPE_SECTION_FIRST(type, secname);                                   \
	     iterator < TYPE_SECTION_END(secname); iterator++)

/** Store the address of element @a i in *@a dst. */
#define TYPE_SECTION_GET(type, secname, i, dst)                                                    \
	do {                                                                                       \
		*(dst) = TYPE_SECTION_FIRST(type, secname) + (i);                                  \
	} while (0)

/** Store the number of elements in *@a dst. */
#define TYPE_SECTION_COUNT(type, secname, dst)                                                     \
	do {                                                                                       \
		TYPE_SECTION_END_EXTERN(type, secname);                                            \
		*(dst) = (size_t)(TYPE_SECTION_END(secname) - TYPE_SECTION_FIRST(type, secname));  \
	} while (0)

/** The same for a struct whose list is named like the struct, or by `secname`. */
#define STRUCT_SECTION_START(struct_type) TYPE_SECTION_START(struct_type)
#define STRUCT_SECTION_END(struct_type)   TYPE_SECTION_END(struct_type)
#define STRUCT_SECTION_START_EXTERN(struct_type)                                                   \
	TYPE_SECTION_START_EXTERN(struct struct_type, struct_type)
#define STRUCT_SECTION_END_EXTERN(struct_type)                                                     \
	TYPE_SECTION_END_EXTERN(struct struct_type, struct_type)

/** Define an element of a list of structs; the list is @a secname, or named like the struct. */
#define STRUCT_SECTION_ITERABLE_ALTERNATE(secname, struct_type, varname)                           \
	TYPE_SECTION_ITERABLE(struct struct_type, varname, secname, varname)
#define STRUCT_SECTION_ITERABLE(struct_type, varname)                                              \
	STRUCT_SECTION_ITERABLE_ALTERNATE(struct_type, struct_type, varname)
/** `name` takes the place of the variable's name in the sort order. */
#define STRUCT_SECTION_ITERABLE_NAMED_ALTERNATE(struct_type, secname, name, varname)               \
	TYPE_SECTION_ITERABLE(struct struct_type, varname, secname, name)
#define STRUCT_SECTION_ITERABLE_NAMED(struct_type, name, varname)                                  \
	STRUCT_SECTION_ITERABLE_NAMED_ALTERNATE(struct_type, struct_type, name, varname)

/** Walk, index or count a list of structs. */
#define STRUCT_SECTION_FOREACH_ALTERNATE(secname, struct_type, iterator)                           \
	TYPE_SECTION_FOREACH(struct struct_type, secname, iterator)
#define STRUCT_SECTION_FOREACH(struct_type, iterator)                                              \
	STRUCT_SECTION_FOREACH_ALTERNATE(struct_type, struct_type, iterator)
#define STRUCT_SECTION_GET(struct_type, i, dst)                                                    \
	TYPE_SECTION_GET(struct struct_type, struct_type, i, dst)
#define STRUCT_SECTION_COUNT(struct_type, dst)                                                     \
	TYPE_SECTION_COUNT(struct struct_type, struct_type, dst)

#endif /* ZEPHYR_INCLUDE_SYS_ITERABLE_SECTIONS_H_ */
