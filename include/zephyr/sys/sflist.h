/* SPDX-License-Identifier: MIT */
/*
 * Singly-linked list whose nodes carry two flag bits, kept in the low bits of the link. Invariants
 * as for sys/slist.h; a node keeps its flags while it is put on, moved and taken off.
 *
 * A node must be initialised before it is put on a list. The caller locks. Nothing blocks; all may
 * be called from any context. Constant time, but for find, find_and_remove and len.
 */
#ifndef ZEPHYR_INCLUDE_SYS_SFLIST_H_
#define ZEPHYR_INCLUDE_SYS_SFLIST_H_

#include <stdbool.h>
#include <stddef.h>
#include <zephyr/sys/util.h>

#ifdef __cplusplus
extern "C" {
#endif

struct _sfnode {
	uintptr_t next_and_flags;
};

/** A link, to be embedded in the elements. */
typedef struct _sfnode sys_sfnode_t;

struct _sflist {
	sys_sfnode_t *head;
	sys_sfnode_t *tail;
};

/** A list. */
typedef struct _sflist sys_sflist_t;

/** Initialiser of an empty list. */
#define SYS_SFLIST_STATIC_INIT(ptr_to_list)                                                        \
	{                                                                                          \
		NULL, NULL                                                                         \
	}

/** The bits of a link that hold flags. */
#define SYS_SFLIST_FLAGS_MASK ((uintptr_t)3)
BUILD_ASSERT(__alignof__(sys_sfnode_t) > SYS_SFLIST_FLAGS_MASK, "no room for flags in a link");

/** Prepare @a node with @a flags, 0 to 3. */
static inline void sys_sfnode_init(sys_sfnode_t *node, uint8_t flags)
{
	node->next_and_flags = flags & SYS_SFLIST_FLAGS_MASK;
}

/** Change the flags of @a node, on a list or not, to 0 to 3. */
static inline void sys_sfnode_flags_set(sys_sfnode_t *node, uint8_t flags)
{
	node->next_and_flags =
		(node->next_and_flags & ~SYS_SFLIST_FLAGS_MASK) | (flags & SYS_SFLIST_FLAGS_MASK);
}

/** @return the flags of @a node, 0 to 3. */
static inline uint8_t sys_sfnode_flags_get(const sys_sfnode_t *node)
{
	return node->next_and_flags & SYS_SFLIST_FLAGS_MASK;
}

static inline void z_sfnode_next_set(sys_sfnode_t *node, const sys_sfnode_t *next)
{
	node->next_and_flags = (uintptr_t)next | sys_sfnode_flags_get(node);
}

/** Make @a list empty. */
static inline void sys_sflist_init(sys_sflist_t *list)
{
	list->head = NULL;
	list->tail = NULL;
}

/** @return whether nothing is on @a list. */
static inline bool sys_sflist_is_empty(const sys_sflist_t *list)
{
	return list->head == NULL;
}

/** @return the first node, NULL if there is none. */
static inline sys_sfnode_t *sys_sflist_peek_head(const sys_sflist_t *list)
{
	return list->head;
}

/** @return the last node, NULL if there is none. */
static inline sys_sfnode_t *sys_sflist_peek_tail(const sys_sflist_t *list)
{
	return list->tail;
}

/** @return the node after @a node, which is not NULL; NULL after the last. */
static inline sys_sfnode_t *sys_sflist_peek_next_no_check(const sys_sfnode_t *node)
{
	return (sys_sfnode_t *)(node->next_and_flags & ~SYS_SFLIST_FLAGS_MASK);
}

/** @return the node after @a node; NULL after the last, and for NULL. */
static inline sys_sfnode_t *sys_sflist_peek_next(const sys_sfnode_t *node)
{
	return node == NULL ? NULL : sys_sflist_peek_next_no_check(node);
}

/** Put @a node, which is on no list, first. */
static inline void sys_sflist_prepend(sys_sflist_t *list, sys_sfnode_t *node)
{
	z_sfnode_next_set(node, list->head);
	list->head = node;
	if (list->tail == NULL) {
		list->tail = node;
	}
}

/** Append the nodes from @a head to @a tail, linked already; NULL appends nothing. */
static inline void sys_sflist_append_list(sys_sflist_t *list, void *head, void *tail)
{
	if (head == NULL) {
		return;
	}
	if (list->tail == NULL) {
		list->head = (sys_sfnode_t *)head;
	} else {
		z_sfnode_next_set(list->tail, (sys_sfnode_t *)head);
	}
	list->tail = (sys_sfnode_t *)tail;
}

/** Put @a node, which is on no list, at the end. */
static inline void sys_sflist_append(sys_sflist_t *list, sys_sfnode_t *node)
{
	z_sfnode_next_set(node, NULL);
	sys_sflist_append_list(list, node, node);
}

/** Move all nodes of @a list_to_append to the end of @a list. */
static inline void sys_sflist_merge_sflist(sys_sflist_t *list, sys_sflist_t *list_to_append)
{
	sys_sflist_append_list(list, list_to_append->head, list_to_append->tail);
	sys_sflist_init(list_to_append);
}

/** Put @a node after @a prev, or first if @a prev is NULL. */
static inline void sys_sflist_insert(sys_sflist_t *list, sys_sfnode_t *prev, sys_sfnode_t *node)
{
	if (prev == NULL) {
		sys_sflist_prepend(list, node);
	} else if (prev == list->tail) {
		sys_sflist_append(list, node);
	} else {
		z_sfnode_next_set(node, sys_sflist_peek_next_no_check(prev));
		z_sfnode_next_set(prev, node);
	}
}

/** Take @a node, which follows @a prev (NULL: is the first), off @a list. */
static inline void sys_sflist_remove(sys_sflist_t *list, sys_sfnode_t *prev_node,
				     sys_sfnode_t *node)
{
	if (prev_node == NULL) {
		list->head = sys_sflist_peek_next_no_check(node);
	} else {
		z_sfnode_next_set(prev_node, sys_sflist_peek_next_no_check(node));
	}
	if (list->tail == node) {
		list->tail = prev_node;
	}
	z_sfnode_next_set(node, NULL);
}

/** Take the first node off a list that is not empty. @return it. */
static inline sys_sfnode_t *sys_sflist_get_not_empty(sys_sflist_t *list)
{
	sys_sfnode_t *node = list->head;

	sys_sflist_remove(list, NULL, node);
	return node;
}

/** Take the first node off. @return it, or NULL if there is none. */
static inline sys_sfnode_t *sys_sflist_get(sys_sflist_t *list)
{
	return sys_sflist_is_empty(list) ? NULL : sys_sflist_get_not_empty(list);
}

/**
 * Look for @a node; store the one before it (NULL: it is the first, or is not there) in @a prev.
 * @return whether it is on the list.
 */
static inline bool sys_sflist_find(const sys_sflist_t *list, const sys_sfnode_t *node,
				   sys_sfnode_t **prev)
{
	sys_sfnode_t *before = NULL;

	for (sys_sfnode_t *pos = list->head; pos != NULL;
	     before = pos, pos = sys_sflist_peek_next(pos)) {
		if (pos == node) {
			*prev = before;
			return true;
		}
	}
	*prev = NULL;
	return false;
}

/** @return whether @a node was on the list. */
static inline bool sys_sflist_find_and_remove(sys_sflist_t *list, sys_sfnode_t *node)
{
	sys_sfnode_t *prev;

	if (!sys_sflist_find(list, node, &prev)) {
		return false;
	}
	sys_sflist_remove(list, prev, node);
	return true;
}

/** @return how many nodes there are. Walks the list. */
static inline size_t sys_sflist_len(const sys_sflist_t *list)
{
	size_t len = 0;

	for (const sys_sfnode_t *node = list->head; node != NULL;
	     node = sys_sflist_peek_next(node)) {
		len++;
	}
	return len;
}

/** A loop from head to tail. */
#define SYS_SFLIST_FOR_EACH_NODE(__sl, __sn)                                                       \
	for (__sn = sys_sflist_peek_head(__sl); __sn != NULL; __sn = sys_sflist_peek_next(__sn))

/** Go on after @a __sn; start at the head if it is NULL. */
#define SYS_SFLIST_ITERATE_FROM_NODE(__sl, __sn)                                                   \
	for (__sn = __sn ? sys_sflist_peek_next_no_check(__sn) : sys_sflist_peek_head(__sl);       \
	     __sn != NULL; __sn = sys_sflist_peek_next(__sn))

/** As SYS_SFLIST_FOR_EACH_NODE(); @a __sns is the next node, so that the current one may be removed. */
#define SYS_SFLIST_FOR_EACH_NODE_SAFE(__sl, __sn, __sns)                                           \
	for (__sn = sys_sflist_peek_head(__sl), __sns = sys_sflist_peek_next(__sn); __sn != NULL;  \
	     __sn = __sns, __sns = sys_sflist_peek_next(__sn))

/** The struct around a node, NULL for NULL; @a __cn is a pointer to it, @a __n its member. */
#define SYS_SFLIST_CONTAINER(__ln, __cn, __n)                                                      \
	((__ln) ? CONTAINER_OF((__ln), __typeof__(*(__cn)), __n) : NULL)
#define SYS_SFLIST_PEEK_HEAD_CONTAINER(__sl, __cn, __n)                                            \
	SYS_SFLIST_CONTAINER(sys_sflist_peek_head(__sl), __cn, __n)
#define SYS_SFLIST_PEEK_TAIL_CONTAINER(__sl, __cn, __n)                                            \
	SYS_SFLIST_CONTAINER(sys_sflist_peek_tail(__sl), __cn, __n)
#define SYS_SFLIST_PEEK_NEXT_CONTAINER(__cn, __n)                                                  \
	((__cn) ? SYS_SFLIST_CONTAINER(sys_sflist_peek_next(&((__cn)->__n)), __cn, __n) : NULL)

/** A loop over the structs that have the nodes as their member @a __n. */
#define SYS_SFLIST_FOR_EACH_CONTAINER(__sl, __cn, __n)                                             \
	for (__cn = SYS_SFLIST_PEEK_HEAD_CONTAINER(__sl, __cn, __n); __cn != NULL;                 \
	     __cn = SYS_SFLIST_PEEK_NEXT_CONTAINER(__cn, __n))

/** As SYS_SFLIST_FOR_EACH_CONTAINER(); @a __cns is the next struct, so that the current one may be removed. */
#define SYS_SFLIST_FOR_EACH_CONTAINER_SAFE(__sl, __cn, __cns, __n)                                 \
	for (__cn = SYS_SFLIST_PEEK_HEAD_CONTAINER(__sl, __cn, __n),                               \
	    __cns = SYS_SFLIST_PEEK_NEXT_CONTAINER(__cn, __n);                                     \
	     __cn != NULL; __cn = __cns, __cns = SYS_SFLIST_PEEK_NEXT_CONTAINER(__cn, __n))

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_SFLIST_H_ */
