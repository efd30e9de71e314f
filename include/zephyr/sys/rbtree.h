/* SPDX-License-Identifier: MIT */
/*
 * Red/black tree of nodes embedded in the caller's objects: no allocation, two words a node.
 * Insertion, removal, lookup and the step of a loop take O(log n). The caller locks. Nothing
 * blocks; all may be called from any context, with about 120 words of stack in use.
 */
#ifndef ZEPHYR_INCLUDE_SYS_RBTREE_H_
#define ZEPHYR_INCLUDE_SYS_RBTREE_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zephyr/sys/util.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A link, to be embedded in the elements. The lowest bit of children[0] is the node's colour. */
struct rbnode {
	struct rbnode *children[2];
};

/**
 * @return whether @a a comes before @a b. Must be a strict order in which no two nodes of a tree
 * are equal (compare the nodes' addresses when their keys are). On insertion @a a is the new node.
 */
typedef bool (*rb_lessthan_t)(struct rbnode *a, struct rbnode *b);

/** Called for each node of a walk. */
typedef void (*rb_visit_t)(struct rbnode *node, void *cookie);

/** A tree. Empty with root NULL; lessthan_fn must be set. */
struct rbtree {
	struct rbnode *root;
	rb_lessthan_t lessthan_fn;
};

/** Put @a node, which is on no tree, into @a tree. */
void rb_insert(struct rbtree *tree, struct rbnode *node);

/** Take @a node off @a tree; nothing happens if it is not there. */
void rb_remove(struct rbtree *tree, struct rbnode *node);

/** @return whether @a node is in @a tree. */
bool rb_contains(struct rbtree *tree, struct rbnode *node);

/** @return the first (side 0) or last (side 1) node, NULL if @a tree is empty. */
struct rbnode *z_rb_get_minmax(struct rbtree *tree, uint8_t side);

/** @return the first node, NULL if @a tree is empty. */
static inline struct rbnode *rb_get_min(struct rbtree *tree)
{
	return z_rb_get_minmax(tree, 0);
}

/** @return the last node, NULL if @a tree is empty. */
static inline struct rbnode *rb_get_max(struct rbtree *tree)
{
	return z_rb_get_minmax(tree, 1);
}

/** Call @a visit_fn for every node in order. The tree must not change meanwhile. */
void rb_walk(struct rbtree *tree, rb_visit_t visit_fn, void *cookie);

/*
 * A red/black tree of n nodes is at most 2 * log2(n + 1) deep, and there is room in memory for
 * fewer than 2^bits / sizeof(struct rbnode) nodes. Removal needs one more.
 */
#define Z_RB_MAX_DEPTH (2 * (sizeof(void *) * 8 - LOG2(sizeof(struct rbnode))) + 1)

/** The nodes from the root down to some node. */
struct z_rb_path {
	size_t depth;
	struct rbnode *nodes[Z_RB_MAX_DEPTH];
};

struct z_rb_path *z_rb_foreach_init(struct z_rb_path *path, struct rbtree *tree);
struct rbnode *z_rb_foreach_next(struct z_rb_path *path);

/** Loop over the nodes in order; @a node is a struct rbnode *. The tree must not change. */
#define RB_FOR_EACH(tree, node)                                                                    \
	for (struct z_rb_path _rb_path, *_rb_at = z_rb_foreach_init(&_rb_path, tree);              \
	     (node = z_rb_foreach_next(_rb_at)) != NULL;)

/** The same over the structs that have the nodes as their member @a field. */
#define RB_FOR_EACH_CONTAINER(tree, node, field)                                                   \
	for (struct z_rb_path _rb_path, *_rb_at = z_rb_foreach_init(&_rb_path, tree);              \
	     (node = Z_RB_CONTAINER(z_rb_foreach_next(_rb_at), __typeof__(*(node)), field)) !=     \
	     NULL;)

#define Z_RB_CONTAINER(link, type, field)                                                          \
	__extension__({                                                                            \
		struct rbnode *_rb_link = (link);                                                  \
		_rb_link == NULL ? NULL : CONTAINER_OF(_rb_link, type, field);                     \
	})

/** The child on side 0 (before) or 1 (after), and the colour: for checks of the structure. */
static inline struct rbnode *z_rb_child(struct rbnode *node, uint8_t side)
{
	return (struct rbnode *)((uintptr_t)node->children[side] & ~(uintptr_t)1);
}

static inline bool z_rb_is_black(struct rbnode *node)
{
	return ((uintptr_t)node->children[0] & 1) != 0;
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_RBTREE_H_ */
