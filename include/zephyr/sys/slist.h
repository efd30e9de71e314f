/* SPDX-License-Identifier: MIT */
/*
 * Singly-linked list with a tail pointer. Invariant: head and tail are both NULL, or the tail is
 * reached from the head and its next is NULL.
 *
 * A node need not be initialised before it is put on a list. The caller locks. Nothing blocks; all
 * may be called from any context. Constant time, but for find, find_and_remove and len.
 */
#ifndef ZEPHYR_INCLUDE_SYS_SLIST_H_
#define ZEPHYR_INCLUDE_SYS_SLIST_H_

#include <stdbool.h>
#include <stddef.h>
#include <zephyr/sys/util.h>

#ifdef __cplusplus
extern "C" {
#endif

struct _snode {
	struct _snode *next;
};

/** A link, to be embedded in the elements. */
typedef struct _snode sys_snode_t;

struct _slist {
	sys_snode_t *head;
	sys_snode_t *tail;
};

/** A list. */
typedef struct _slist sys_slist_t;

/** Initialiser of an empty list. */
#define SYS_SLIST_STATIC_INIT(ptr_to_list)                                                         \
	{                                                                                          \
		NULL, NULL                                                                         \
	}

/** Make @a list empty. */
static inline void sys_slist_init(sys_slist_t *list)
{
	list->head = NULL;
	list->tail = NULL;
}

/** @return whether nothing is on @a list. */
static inline bool sys_slist_is_empty(const sys_slist_t *list)
{
	return list->head == NULL;
}

/** @return the first node, NULL if there is none. */
static inline sys_snode_t *sys_slist_peek_head(const sys_slist_t *list)
{
	return list->head;
}

/** @return the last node, NULL if there is none. */
static inline sys_snode_t *sys_slist_peek_tail(const sys_slist_t *list)
{
	return list->tail;
}

/** @return the node after @a node, which is not NULL; NULL after the last. */
static inline sys_snode_t *sys_slist_peek_next_no_check(const sys_snode_t *node)
{
	return node->next;
}

/** @return the node after @a node; NULL after the last, and for NULL. */
static inline sys_snode_t *sys_slist_peek_next(const sys_snode_t *node)
{
	return node == NULL ? NULL : node->next;
}

/** Put @a node, which is on no list, first. */
static inline void sys_slist_prepend(sys_slist_t *list, sys_snode_t *node)
{
	node->next = list->head;
	list->head = node;
	if (list->tail == NULL) {
		list->tail = node;
	}
}

/** Append the nodes from @a head to @a tail, linked already; NULL appends nothing. */
static inline void sys_slist_append_list(sys_slist_t *list, void *head, void *tail)
{
	if (head == NULL) {
		return;
	}
	if (list->tail == NULL) {
		list->head = (sys_snode_t *)head;
	} else {
		list->tail->next = (sys_snode_t *)head;
	}
	list->tail = (sys_snode_t *)tail;
}

/** Put @a node, which is on no list, at the end. */
static inline void sys_slist_append(sys_slist_t *list, sys_snode_t *node)
{
	node->next = NULL;
	sys_slist_append_list(list, node, node);
}

/** Move all nodes of @a list_to_append to the end of @a list. */
static inline void sys_slist_merge_slist(sys_slist_t *list, sys_slist_t *list_to_append)
{
	sys_slist_append_list(list, list_to_append->head, list_to_append->tail);
	sys_slist_init(list_to_append);
}

/** Put @a node after @a prev, or first if @a prev is NULL. */
static inline void sys_slist_insert(sys_slist_t *list, sys_snode_t *prev, sys_snode_t *node)
{
	if (prev == NULL) {
		sys_slist_prepend(list, node);
	} else if (prev == list->tail) {
		sys_slist_append(list, node);
	} else {
		node->next = prev->next;
		prev->next = node;
	}
}

/** Take @a node, which follows @a prev (NULL: is the first), off @a list. */
static inline void sys_slist_remove(sys_slist_t *list, sys_snode_t *prev_node, sys_snode_t *node)
{
	if (prev_node == NULL) {
		list->head = node->next;
	} else {
		prev_node->next = node->next;
	}
	if (list->tail == node) {
		list->tail = prev_node;
	}
	node->next = NULL;
}

/** Take the first node off a list that is not empty. @return it. */
static inline sys_snode_t *sys_slist_get_not_empty(sys_slist_t *list)
{
	sys_snode_t *node = list->head;

	sys_slist_remove(list, NULL, node);
	return node;
}

/** Take the first node off. @return it, or NULL if there is none. */
static inline sys_snode_t *sys_slist_get(sys_slist_t *list)
{
	return sys_slist_is_empty(list) ? NULL : sys_slist_get_not_empty(list);
}

/**
 * Look for @a node; store the one before it (NULL: it is the first, or is not there) in @a prev.
 * @return whether it is on the list.
 */
static inline bool sys_slist_find(const sys_slist_t *list, const sys_snode_t *node,
				  sys_snode_t **prev)
{
	sys_snode_t *before = NULL;

	for (sys_snode_t *pos = list->head; pos != NULL; before = pos, pos = pos->next) {
		if (pos == node) {
			*prev = before;
			return true;
		}
	}
	*prev = NULL;
	return false;
}

/** @return whether @a node was on the list. */
static inline bool sys_slist_find_and_remove(sys_slist_t *list, sys_snode_t *node)
{
	sys_snode_t *prev;

	if (!sys_slist_find(list, node, &prev)) {
		return false;
	}
	sys_slist_remove(list, prev, node);
	return true;
}

/** @return how many nodes there are. Walks the list. */
static inline size_t sys_slist_len(const sys_slist_t *list)
{
	size_t len = 0;

	for (const sys_snode_t *node = list->head; node != NULL; node = node->next) {
		len++;
	}
	return len;
}

/** A loop from head to tail. */
#define SYS_SLIST_FOR_EACH_NODE(__sl, __sn)                                                        \
	for (__sn = sys_slist_peek_head(__sl); __sn != NULL; __sn = sys_slist_peek_next(__sn))

/** Go on after @a __sn; start at the head if it is NULL. */
#define SYS_SLIST_ITERATE_FROM_NODE(__sl, __sn)                                                    \
	for (__sn = __sn ? sys_slist_peek_next_no_check(__sn) : sys_slist_peek_head(__sl);         \
	     __sn != NULL; __sn = sys_slist_peek_next(__sn))

/** As SYS_SLIST_FOR_EACH_NODE(); @a __sns is the next node, so that the current one may be removed. */
#define SYS_SLIST_FOR_EACH_NODE_SAFE(__sl, __sn, __sns)                                            \
	for (__sn = sys_slist_peek_head(__sl), __sns = sys_slist_peek_next(__sn); __sn != NULL;    \
	     __sn = __sns, __sns = sys_slist_peek_next(__sn))

/** The struct around a node, NULL for NULL; @a __cn is a pointer to it, @a __n its member. */
#define SYS_SLIST_CONTAINER(__ln, __cn, __n)                                                       \
	((__ln) ? CONTAINER_OF((__ln), __typeof__(*(__cn)), __n) : NULL)
#define SYS_SLIST_PEEK_HEAD_CONTAINER(__sl, __cn, __n)                                             \
	SYS_SLIST_CONTAINER(sys_slist_peek_head(__sl), __cn, __n)
#define SYS_SLIST_PEEK_TAIL_CONTAINER(__sl, __cn, __n)                                             \
	SYS_SLIST_CONTAINER(sys_slist_peek_tail(__sl), __cn, __n)
#define SYS_SLIST_PEEK_NEXT_CONTAINER(__cn, __n)                                                   \
	((__cn) ? SYS_SLIST_CONTAINER(sys_slist_peek_next(&((__cn)->__n)), __cn, __n) : NULL)

/** A loop over the structs that have the nodes as their member @a __n. */
#define SYS_SLIST_FOR_EACH_CONTAINER(__sl, __cn, __n)                                              \
	for (__cn = SYS_SLIST_PEEK_HEAD_CONTAINER(__sl, __cn, __n); __cn != NULL;                  \
	     __cn = SYS_SLIST_PEEK_NEXT_CONTAINER(__cn, __n))

/** As SYS_SLIST_FOR_EACH_CONTAINER(); @a __cns is the next struct, so that the current one may be removed. */
#define SYS_SLIST_FOR_EACH_CONTAINER_SAFE(__sl, __cn, __cns, __n)                                  \
	for (__cn = SYS_SLIST_PEEK_HEAD_CONTAINER(__sl, __cn, __n),                                \
	    __cns = SYS_SLIST_PEEK_NEXT_CONTAINER(__cn, __n);                                      \
	     __cn != NULL; __cn = __cns, __cns = SYS_SLIST_PEEK_NEXT_CONTAINER(__cn, __n))

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_SLIST_H_ */
