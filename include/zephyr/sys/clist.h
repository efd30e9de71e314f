/* SPDX-License-Identifier: MIT */
/*
 * Circular doubly-linked list kept by one head pointer: one word per list, and moving the head to
 * the tail is one store. The nodes are sys_dnode_t, linked in a ring that has no list in it.
 * Invariants: head is NULL iff the list is empty; head->prev is the tail; a node that is on no list
 * has next == NULL after sys_dnode_init or a removal, as sys_dnode_is_linked expects.
 * The caller locks. Nothing blocks; all take constant time and may be called from any context.
 */
#ifndef ZEPHYR_INCLUDE_SYS_CLIST_H_
#define ZEPHYR_INCLUDE_SYS_CLIST_H_

#include <stdbool.h>
#include <stddef.h>
#include <zephyr/sys/dlist.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A list. */
typedef struct {
	sys_dnode_t *head;
} sys_clist_t;

/** Initialiser of the empty list @a ptr_to_list points to. */
#define SYS_CLIST_STATIC_INIT(ptr_to_list)                                                         \
	{                                                                                          \
		NULL                                                                               \
	}

/** Make @a list empty. */
static ALWAYS_INLINE void sys_clist_init(sys_clist_t *list)
{
	list->head = NULL;
}

/** @return whether nothing is on @a list. */
static ALWAYS_INLINE bool sys_clist_is_empty(const sys_clist_t *list)
{
	return list->head == NULL;
}

/** @return whether there is exactly one node. */
static ALWAYS_INLINE bool sys_clist_has_single(const sys_clist_t *list)
{
	return list->head != NULL && list->head->next == list->head;
}

/** @return whether there is more than one node. */
static ALWAYS_INLINE bool sys_clist_has_peers(const sys_clist_t *list)
{
	return list->head != NULL && list->head->next != list->head;
}

/** @return the first node, NULL if the list is empty. */
static ALWAYS_INLINE sys_dnode_t *sys_clist_peek_head(const sys_clist_t *list)
{
	return list->head;
}

/** @return the last node, NULL if the list is empty. */
static ALWAYS_INLINE sys_dnode_t *sys_clist_peek_tail(const sys_clist_t *list)
{
	return list->head == NULL ? NULL : list->head->prev;
}

/** @return the node after @a node, which is on the list; NULL after the tail. */
static ALWAYS_INLINE sys_dnode_t *sys_clist_peek_next(const sys_clist_t *list,
						      const sys_dnode_t *node)
{
	return node->next == list->head ? NULL : node->next;
}

/** Make @a node the only one of @a list, which is empty. */
static ALWAYS_INLINE void sys_clist_set_single(sys_clist_t *list, sys_dnode_t *node)
{
	node->next = node;
	node->prev = node;
	list->head = node;
}

/** Put @a node, which is on no list, at the end. */
static ALWAYS_INLINE void sys_clist_append(sys_clist_t *list, sys_dnode_t *node)
{
	if (list->head != NULL) {
		sys_dlist_insert(list->head, node);
	} else {
		sys_clist_set_single(list, node);
	}
}

/** Put @a node, which is on no list, first. */
static ALWAYS_INLINE void sys_clist_prepend(sys_clist_t *list, sys_dnode_t *node)
{
	sys_clist_append(list, node);
	list->head = node;
}

/** Put @a node in front of @a successor, which is on the list; it may become the head. */
static ALWAYS_INLINE void sys_clist_insert_before(sys_clist_t *list, sys_dnode_t *successor,
						  sys_dnode_t *node)
{
	sys_dlist_insert(successor, node);
	if (list->head == successor) {
		list->head = node;
	}
}

/** Take @a node off the list; its own links become stale. */
static ALWAYS_INLINE void sys_clist_dequeue(sys_clist_t *list, sys_dnode_t *node)
{
	sys_dnode_t *const next = node->next;
	sys_dnode_t *const prev = node->prev;

	if (next == node) {
		list->head = NULL;
		return;
	}
	prev->next = next;
	next->prev = prev;
	if (list->head == node) {
		list->head = next;
	}
}

/** Take @a node off the list and leave it unlinked. */
static ALWAYS_INLINE void sys_clist_remove(sys_clist_t *list, sys_dnode_t *node)
{
	sys_clist_dequeue(list, node);
	node->next = NULL;
}

/** The head becomes the tail. The list must not be empty. */
static ALWAYS_INLINE void sys_clist_rotate(sys_clist_t *list)
{
	list->head = list->head->next;
}

/** A loop from head to tail. */
#define SYS_CLIST_FOR_EACH_NODE(list, node)                                                        \
	for (node = sys_clist_peek_head(list); node != NULL; node = sys_clist_peek_next(list, node))

/** As SYS_CLIST_FOR_EACH_NODE(); @a sn is the next node, so that the current one may be removed. */
#define SYS_CLIST_FOR_EACH_NODE_SAFE(list, node, sn)                                               \
	for (node = sys_clist_peek_head(list),                                                     \
	    sn = node == NULL ? NULL : sys_clist_peek_next(list, node);                            \
	     node != NULL; node = sn, sn = node == NULL ? NULL : sys_clist_peek_next(list, node))

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_CLIST_H_ */
