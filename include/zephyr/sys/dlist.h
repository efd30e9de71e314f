/* SPDX-License-Identifier: MIT */
/*
 * Doubly-linked list. The list is itself a node: a ring through the list head.
 * Invariant: a node that is on no list has next == NULL (after sys_dnode_init or a removal).
 * Every operation but sys_dlist_len and the _insert_at search takes constant time. The caller
 * locks. Nothing here blocks; all may be called from any context.
 */
#ifndef ZEPHYR_INCLUDE_SYS_DLIST_H_
#define ZEPHYR_INCLUDE_SYS_DLIST_H_

#include <stdbool.h>
#include <stddef.h>
#include <zephyr/sys/util.h>

#ifdef __cplusplus
extern "C" {
#endif

struct _dnode {
	union {
		struct _dnode *head;
		struct _dnode *next;
	};
	union {
		struct _dnode *tail;
		struct _dnode *prev;
	};
};

/** A list, and a link to be embedded in the elements. */
typedef struct _dnode sys_dlist_t;
typedef struct _dnode sys_dnode_t;

/** Initialiser of the empty list @a ptr_to_list points to. */
#define SYS_DLIST_STATIC_INIT(ptr_to_list)                                                         \
	{                                                                                          \
		{(ptr_to_list)},                                                                   \
		{                                                                                  \
			(ptr_to_list)                                                              \
		}                                                                                  \
	}

/** Make @a list empty. */
static inline void sys_dlist_init(sys_dlist_t *list)
{
	list->head = list;
	list->tail = list;
}

/** Make @a node one that is on no list. */
static inline void sys_dnode_init(sys_dnode_t *node)
{
	node->next = NULL;
	node->prev = NULL;
}

/** @return whether @a node is on a list. */
static inline bool sys_dnode_is_linked(const sys_dnode_t *node)
{
	return node->next != NULL;
}

/** @return whether @a node is the first on @a list. */
static inline bool sys_dlist_is_head(const sys_dlist_t *list, const sys_dnode_t *node)
{
	return list->head == node;
}

/** @return whether @a node is the last on @a list. */
static inline bool sys_dlist_is_tail(const sys_dlist_t *list, const sys_dnode_t *node)
{
	return list->tail == node;
}

/** @return whether nothing is on @a list. */
static inline bool sys_dlist_is_empty(const sys_dlist_t *list)
{
	return list->head == list;
}

/** @return whether more than one node is on @a list. */
static inline bool sys_dlist_has_multiple_nodes(const sys_dlist_t *list)
{
	return list->head != list->tail;
}

/** @return the first node of @a list, which is not empty. */
static inline sys_dnode_t *sys_dlist_peek_head_not_empty(const sys_dlist_t *list)
{
	return list->head;
}

/** @return the first node, NULL if there is none. */
static inline sys_dnode_t *sys_dlist_peek_head(const sys_dlist_t *list)
{
	return sys_dlist_is_empty(list) ? NULL : list->head;
}

/** @return the last node, NULL if there is none. */
static inline sys_dnode_t *sys_dlist_peek_tail(const sys_dlist_t *list)
{
	return sys_dlist_is_empty(list) ? NULL : list->tail;
}

/** @return the node after @a node, which is on @a list; NULL after the last. */
static inline sys_dnode_t *sys_dlist_peek_next_no_check(const sys_dlist_t *list,
							const sys_dnode_t *node)
{
	return node == list->tail ? NULL : node->next;
}

/** @return the node after @a node; NULL after the last, and for NULL. */
static inline sys_dnode_t *sys_dlist_peek_next(const sys_dlist_t *list, const sys_dnode_t *node)
{
	return node == NULL ? NULL : sys_dlist_peek_next_no_check(list, node);
}

/** @return the node before @a node, which is on @a list; NULL before the first. */
static inline sys_dnode_t *sys_dlist_peek_prev_no_check(const sys_dlist_t *list,
							const sys_dnode_t *node)
{
	return node == list->head ? NULL : node->prev;
}

/** @return the node before @a node; NULL before the first, and for NULL. */
static inline sys_dnode_t *sys_dlist_peek_prev(const sys_dlist_t *list, const sys_dnode_t *node)
{
	return node == NULL ? NULL : sys_dlist_peek_prev_no_check(list, node);
}

/** Put @a node in front of @a successor, which is on a list. */
static inline void sys_dlist_insert(sys_dnode_t *successor, sys_dnode_t *node)
{
	sys_dnode_t *const predecessor = successor->prev;

	node->prev = predecessor;
	node->next = successor;
	predecessor->next = node;
	successor->prev = node;
}

/** Put @a node, which is on no list, at the end. */
static inline void sys_dlist_append(sys_dlist_t *list, sys_dnode_t *node)
{
	sys_dlist_insert(list, node);
}

/** Put @a node, which is on no list, first. */
static inline void sys_dlist_prepend(sys_dlist_t *list, sys_dnode_t *node)
{
	sys_dlist_insert(list->head, node);
}

/** Put @a node in front of the first one for which @a cond is not 0, else at the end. */
static inline void sys_dlist_insert_at(sys_dlist_t *list, sys_dnode_t *node,
				       int (*cond)(sys_dnode_t *node, void *data), void *data)
{
	sys_dnode_t *pos = list->head;

	while (pos != list && cond(pos, data) == 0) {
		pos = pos->next;
	}
	sys_dlist_insert(pos, node);
}

/** Take @a node off its list; its own links become stale. */
static inline void sys_dlist_dequeue(sys_dnode_t *node)
{
	sys_dnode_t *const prev = node->prev;
	sys_dnode_t *const next = node->next;

	prev->next = next;
	next->prev = prev;
}

/** Take @a node off its list; sys_dnode_is_linked() is false then. */
static inline void sys_dlist_remove(sys_dnode_t *node)
{
	sys_dlist_dequeue(node);
	sys_dnode_init(node);
}

/** Take off the head. @return it, or NULL if the list is empty. */
static inline sys_dnode_t *sys_dlist_get(sys_dlist_t *list)
{
	sys_dnode_t *node = sys_dlist_peek_head(list);

	if (node != NULL) {
		sys_dlist_remove(node);
	}
	return node;
}

/** @return how many nodes there are. Walks the list. */
static inline size_t sys_dlist_len(const sys_dlist_t *list)
{
	size_t len = 0;

	for (const sys_dnode_t *node = list->head; node != list; node = node->next) {
		len++;
	}
	return len;
}

/** A loop from head to tail. */
#define SYS_DLIST_FOR_EACH_NODE(list, node)                                                        \
	for (node = sys_dlist_peek_head(list); node != NULL; node = sys_dlist_peek_next(list, node))

/** Goes on after `node`; starts at the head if it is NULL. */
#define SYS_DLIST_ITERATE_FROM_NODE(list, node)                                                    \
	for (node = node ? sys_dlist_peek_next_no_check(list, node) : sys_dlist_peek_head(list);   \
	     node != NULL; node = sys_dlist_peek_next(list, node))

/** As SYS_DLIST_FOR_EACH_NODE(); @a sn is the next node, so that the current one may be removed. */
#define SYS_DLIST_FOR_EACH_NODE_SAFE(list, node, sn)                                               \
	for (node = sys_dlist_peek_head(list), sn = sys_dlist_peek_next(list, node); node != NULL; \
	     node = sn, sn = sys_dlist_peek_next(list, node))

/** The struct around a node, or NULL for NULL; `cn` is a pointer to that struct, `n` its member. */
#define SYS_DLIST_CONTAINER(node, cn, n)                                                           \
	(((node) != NULL) ? CONTAINER_OF(node, __typeof__(*(cn)), n) : NULL)
#define SYS_DLIST_PEEK_HEAD_CONTAINER(list, cn, n)                                                 \
	SYS_DLIST_CONTAINER(sys_dlist_peek_head(list), cn, n)
#define SYS_DLIST_PEEK_NEXT_CONTAINER(list, cn, n)                                                 \
	(((cn) != NULL) ? SYS_DLIST_CONTAINER(sys_dlist_peek_next(list, &((cn)->n)), cn, n) : NULL)

/** A loop over the structs that have the nodes as their member @a n. */
#define SYS_DLIST_FOR_EACH_CONTAINER(list, cn, n)                                                  \
	for (cn = SYS_DLIST_PEEK_HEAD_CONTAINER(list, cn, n); cn != NULL;                          \
	     cn = SYS_DLIST_PEEK_NEXT_CONTAINER(list, cn, n))

/** As SYS_DLIST_FOR_EACH_CONTAINER(); @a cns is the next struct, so that the current one may be removed. */
#define SYS_DLIST_FOR_EACH_CONTAINER_SAFE(list, cn, cns, n)                                        \
	for (cn = SYS_DLIST_PEEK_HEAD_CONTAINER(list, cn, n),                                      \
	    cns = SYS_DLIST_PEEK_NEXT_CONTAINER(list, cn, n);                                      \
	     cn != NULL; cn = cns, cns = SYS_DLIST_PEEK_NEXT_CONTAINER(list, cn, n))

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_DLIST_H_ */
