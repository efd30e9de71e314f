/* SPDX-License-Identifier: MIT */
/* The tree against a plain set, with its structure checked after each change. */
#include <zephyr/sys/rbtree.h>
#include <zephyr/ztest.h>

#define ELEMENTS 300

struct element {
	int key;
	bool in;
	struct rbnode node;
};

static struct element elements[ELEMENTS];
static int population;

static bool comes_before(struct rbnode *a, struct rbnode *b)
{
	return CONTAINER_OF(a, struct element, node)->key <
	       CONTAINER_OF(b, struct element, node)->key;
}

static struct rbtree tree = {.lessthan_fn = comes_before};

static size_t pseudo_random(size_t limit)
{
	static uint32_t state = 1;

	state = state * 1664525U + 1013904223U;
	return (state >> 16) % limit;
}

/* Returns the number of black nodes on each way down. */
static int check_structure(struct rbnode *node, bool parent_is_red)
{
	if (node == NULL) {
		return 1;
	}

	bool red = !z_rb_is_black(node);
	int before = check_structure(z_rb_child(node, 0), red);
	int after = check_structure(z_rb_child(node, 1), red);

	zassert_false(red && parent_is_red, "a red node has a red child");
	zassert_equal(before, after, "ways down differ in black nodes");
	return before + (red ? 0 : 1);
}

static void check_order(void)
{
	struct element *element;
	int count = 0;
	int last = -1;

	RB_FOR_EACH_CONTAINER(&tree, element, node) {
		zassert_true(element->in, "%d is not in the set", element->key);
		zassert_true(element->key > last, "%d comes after %d", element->key, last);
		last = element->key;
		count++;
	}
	zassert_equal(count, population);
}

static struct rbnode *node_of_end(int from, int step)
{
	for (int i = from; i >= 0 && i < ELEMENTS; i += step) {
		if (elements[i].in) {
			return &elements[i].node;
		}
	}
	return NULL;
}

static void toggle(struct element *element)
{
	if (element->in) {
		rb_remove(&tree, &element->node);
		population--;
	} else {
		rb_insert(&tree, &element->node);
		population++;
	}
	element->in = !element->in;
}

static void change_many(int steps, size_t range)
{
	for (int step = 0; step < steps; step++) {
		struct element *element = &elements[pseudo_random(range)];

		zassert_equal(rb_contains(&tree, &element->node), element->in);
		toggle(element);
		zassert_equal(rb_contains(&tree, &element->node), element->in);
		zassert_true(tree.root == NULL || z_rb_is_black(tree.root), "the root is red");
		(void)check_structure(tree.root, false);
		check_order();
		zassert_equal_ptr(rb_get_min(&tree), node_of_end(0, 1));
		zassert_equal_ptr(rb_get_max(&tree), node_of_end(ELEMENTS - 1, -1));
	}
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	tree.root = NULL;
	population = 0;
	for (int i = 0; i < ELEMENTS; i++) {
		elements[i].key = i;
		elements[i].in = false;
	}
}

ZTEST(rbtree, test_any_sequence_keeps_a_small_tree_balanced)
{
	change_many(4000, 12);
}

ZTEST(rbtree, test_any_sequence_keeps_a_large_tree_balanced)
{
	change_many(3000, ELEMENTS);
}

ZTEST(rbtree, test_sorted_input_keeps_the_tree_balanced)
{
	for (int i = 0; i < ELEMENTS; i++) {
		toggle(&elements[i]);
		(void)check_structure(tree.root, false);
	}
	for (int i = 0; i < ELEMENTS; i++) {
		toggle(&elements[i]);
		(void)check_structure(tree.root, false);
		check_order();
	}
	zassert_is_null(tree.root);
}

ZTEST(rbtree, test_empty_tree_has_nothing)
{
	struct rbnode *node;

	zassert_is_null(rb_get_min(&tree));
	zassert_is_null(rb_get_max(&tree));
	zassert_false(rb_contains(&tree, &elements[0].node));
	RB_FOR_EACH(&tree, node) {
		zassert_unreachable();
	}
}

ZTEST(rbtree, test_removal_of_what_is_not_there_changes_nothing)
{
	toggle(&elements[1]);
	toggle(&elements[3]);
	rb_remove(&tree, &elements[2].node);
	check_order();
}

static void sum_keys(struct rbnode *node, void *cookie)
{
	int *sum = cookie;

	*sum = 10 * *sum + CONTAINER_OF(node, struct element, node)->key;
}

ZTEST(rbtree, test_walk_visits_in_order)
{
	int digits = 0;

	toggle(&elements[3]);
	toggle(&elements[1]);
	toggle(&elements[2]);
	rb_walk(&tree, sum_keys, &digits);
	zassert_equal(digits, 123);
}

ZTEST_SUITE(rbtree, NULL, NULL, before, NULL, NULL);
