/* SPDX-License-Identifier: MIT */
/*
 * Red/black tree. Invariants: the root is black, a red node has no red child, and every way down
 * from a node passes the same number of black nodes. A missing child counts as black.
 *
 * Nodes do not know their parent; an operation records its way down in a path, of which the last
 * node is the one it works on.
 */
#include <zephyr/sys/rbtree.h>

static struct rbnode *child(struct rbnode *node, int side)
{
	return z_rb_child(node, side);
}

static void set_child(struct rbnode *node, int side, struct rbnode *to)
{
	uintptr_t colour = side == 0 ? (uintptr_t)node->children[0] & 1 : 0;

	node->children[side] = (struct rbnode *)((uintptr_t)to | colour);
}

static bool is_red(struct rbnode *node)
{
	return node != NULL && !z_rb_is_black(node);
}

static void set_red(struct rbnode *node, bool red)
{
	node->children[0] = (struct rbnode *)((uintptr_t)child(node, 0) | (red ? 0 : 1));
}

static int side_of(struct rbnode *parent, struct rbnode *node)
{
	return child(parent, 1) == node ? 1 : 0;
}

static void push(struct z_rb_path *path, struct rbnode *node)
{
	path->nodes[path->depth++] = node;
}

/* The node `up` levels above the path's end; NULL above the root. */
static struct rbnode *above(const struct z_rb_path *path, size_t up)
{
	return path->depth > up ? path->nodes[path->depth - 1 - up] : NULL;
}

/* Makes `to` the child that `from` was; of the tree itself if parent is NULL. */
static void replace(struct rbtree *tree, struct rbnode *parent, struct rbnode *from,
		    struct rbnode *to)
{
	if (parent == NULL) {
		tree->root = to;
	} else {
		set_child(parent, side_of(parent, from), to);
	}
}

/* Lifts the child on that side of a node into its place, and makes the node its child. */
static struct rbnode *lift(struct rbtree *tree, struct rbnode *parent, struct rbnode *node,
			   int side)
{
	struct rbnode *lifted = child(node, side);

	replace(tree, parent, node, lifted);
	set_child(node, side, child(lifted, !side));
	set_child(lifted, !side, node);
	return lifted;
}

/* Records the way to a node, or to where it belongs: then the path ends at its parent. */
static bool find(struct rbtree *tree, struct rbnode *node, struct z_rb_path *path)
{
	struct rbnode *at = tree->root;

	path->depth = 0;
	while (at != NULL) {
		push(path, at);
		if (at == node) {
			return true;
		}
		at = child(at, tree->lessthan_fn(node, at) ? 0 : 1);
	}
	return false;
}

/* A red node may have got a red parent: moves the fault up, or ends it by rotating. */
static void fix_red_pair(struct rbtree *tree, struct z_rb_path *path)
{
	while (is_red(above(path, 1))) {
		struct rbnode *node = above(path, 0);
		struct rbnode *parent = above(path, 1);
		struct rbnode *grand = above(path, 2);
		int side = side_of(grand, parent);
		struct rbnode *uncle = child(grand, !side);

		if (!is_red(uncle)) {
			if (side_of(parent, node) != side) {
				(void)lift(tree, grand, parent, !side);
			}
			set_red(lift(tree, above(path, 3), grand, side), false);
			set_red(grand, true);
			return;
		}
		set_red(parent, false);
		set_red(uncle, false);
		set_red(grand, true);
		path->depth -= 2;
	}
}

void rb_insert(struct rbtree *tree, struct rbnode *node)
{
	struct z_rb_path path;
	struct rbnode *parent;

	(void)find(tree, node, &path);
	node->children[0] = NULL;
	node->children[1] = NULL;
	set_red(node, true);

	parent = above(&path, 0);
	if (parent == NULL) {
		tree->root = node;
	} else {
		set_child(parent, tree->lessthan_fn(node, parent) ? 0 : 1, node);
	}
	push(&path, node);
	fix_red_pair(tree, &path);
	set_red(tree->root, false);
}

/*
 * Exchanges the path's last node, which has two children, with the one before it in order, and
 * extends the path down to the node's new place, where it has no child on side 1.
 */
static void swap_with_previous(struct rbtree *tree, struct z_rb_path *path)
{
	struct rbnode *node = above(path, 0);
	struct rbnode *parent = above(path, 1);
	size_t place = path->depth - 1;
	struct rbnode *previous = child(node, 0);
	bool red = is_red(node);

	push(path, previous);
	while (child(previous, 1) != NULL) {
		previous = child(previous, 1);
		push(path, previous);
	}
	struct rbnode *low_parent = above(path, 1);
	struct rbnode *low_child = child(previous, 0);

	replace(tree, parent, node, previous);
	if (low_parent == node) {
		set_child(previous, 0, node);
	} else {
		set_child(previous, 0, child(node, 0));
		set_child(low_parent, 1, node);
	}
	set_child(previous, 1, child(node, 1));
	set_child(node, 0, low_child);
	set_child(node, 1, NULL);
	set_red(node, is_red(previous));
	set_red(previous, red);
	path->nodes[place] = previous;
	path->nodes[path->depth - 1] = node;
}

/* Ends a lack of black below `parent` by rotating; the sibling, on `far`, has a red child. */
static void borrow_black(struct rbtree *tree, struct rbnode *grand, struct rbnode *parent, int far)
{
	struct rbnode *sibling = child(parent, far);

	if (!is_red(child(sibling, far))) {
		sibling = lift(tree, parent, sibling, !far);
	}
	(void)lift(tree, grand, parent, far);
	set_red(sibling, is_red(parent));
	set_red(parent, false);
	set_red(child(sibling, far), false);
}

/* Ways through the path's last node pass one black too few: moves the lack up, or ends it. */
static void fix_lack_of_black(struct rbtree *tree, struct z_rb_path *path)
{
	while (path->depth > 1) {
		struct rbnode *node = above(path, 0);
		struct rbnode *parent = above(path, 1);
		int far = !side_of(parent, node);
		struct rbnode *sibling = child(parent, far);

		if (is_red(sibling)) {
			set_red(lift(tree, above(path, 2), parent, far), false);
			set_red(parent, true);
			path->nodes[path->depth - 2] = sibling;
			path->nodes[path->depth - 1] = parent;
			push(path, node);
			sibling = child(parent, far);
		}
		if (is_red(child(sibling, 0)) || is_red(child(sibling, 1))) {
			borrow_black(tree, above(path, 2), parent, far);
			return;
		}
		set_red(sibling, true);
		if (is_red(parent)) {
			set_red(parent, false);
			return;
		}
		path->depth--;
	}
}

void rb_remove(struct rbtree *tree, struct rbnode *node)
{
	struct z_rb_path path;
	struct rbnode *parent, *orphan;

	if (!find(tree, node, &path)) {
		return;
	}
	if (child(node, 0) != NULL && child(node, 1) != NULL) {
		swap_with_previous(tree, &path);
	}
	/* Stays the parent while the lack of black is mended: rotations happen above it. */
	parent = above(&path, 1);
	orphan = child(node, 0) != NULL ? child(node, 0) : child(node, 1);
	if (orphan != NULL) {
		/* An only child is red and a leaf: as a black node it fills the place. */
		set_red(orphan, false);
	} else if (!is_red(node)) {
		fix_lack_of_black(tree, &path);
	}
	replace(tree, parent, node, orphan);
}

bool rb_contains(struct rbtree *tree, struct rbnode *node)
{
	struct rbnode *at = tree->root;

	while (at != NULL && at != node) {
		at = child(at, tree->lessthan_fn(node, at) ? 0 : 1);
	}
	return at != NULL;
}

struct rbnode *z_rb_get_minmax(struct rbtree *tree, uint8_t side)
{
	struct rbnode *at = tree->root;

	while (at != NULL && child(at, side) != NULL) {
		at = child(at, side);
	}
	return at;
}

static void push_leftmost(struct z_rb_path *path, struct rbnode *node)
{
	for (; node != NULL; node = child(node, 0)) {
		push(path, node);
	}
}

struct z_rb_path *z_rb_foreach_init(struct z_rb_path *path, struct rbtree *tree)
{
	path->depth = 0;
	push_leftmost(path, tree->root);
	return path;
}

/* In a loop the path holds only the nodes still to come: those left on the left. */
struct rbnode *z_rb_foreach_next(struct z_rb_path *path)
{
	struct rbnode *node = above(path, 0);

	if (node != NULL) {
		path->depth--;
		push_leftmost(path, child(node, 1));
	}
	return node;
}

void rb_walk(struct rbtree *tree, rb_visit_t visit_fn, void *cookie)
{
	struct rbnode *node;

	RB_FOR_EACH(tree, node) {
		visit_fn(node, cookie);
	}
}
