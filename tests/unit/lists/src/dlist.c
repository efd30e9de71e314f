/* SPDX-License-Identifier: MIT */
#include <zephyr/sys/dlist.h>
#include <zephyr/ztest.h>
#include "model.h"

struct element {
	int value;
	sys_dnode_t node;
};

static struct element elements[ELEMENTS];
static sys_dlist_t list = SYS_DLIST_STATIC_INIT(&list);
static struct model model;

static sys_dnode_t *node_at(size_t at)
{
	return at < model.len ? &elements[model.order[at]].node : NULL;
}

static void zassert_ends(void)
{
	zassert_equal(sys_dlist_is_empty(&list), model.len == 0);
	zassert_equal(sys_dlist_has_multiple_nodes(&list), model.len > 1);
	zassert_equal_ptr(sys_dlist_peek_head(&list), node_at(0));
	zassert_equal_ptr(sys_dlist_peek_tail(&list),
			  model.len > 0 ? node_at(model.len - 1) : NULL);
}

static void zassert_matches_model(void)
{
	sys_dnode_t *node;
	size_t at = 0;

	zassert_ends();
	zassert_equal(sys_dlist_len(&list), model.len);
	SYS_DLIST_FOR_EACH_NODE(&list, node) {
		zassert_equal_ptr(node, node_at(at));
		zassert_equal_ptr(sys_dlist_peek_prev(&list, node),
				  at > 0 ? node_at(at - 1) : NULL);
		zassert_equal(sys_dlist_is_head(&list, node), at == 0);
		zassert_equal(sys_dlist_is_tail(&list, node), at + 1 == model.len);
		at++;
	}
	zassert_equal(at, model.len);
	for (size_t i = 0; i < ELEMENTS; i++) {
		zassert_equal(sys_dnode_is_linked(&elements[i].node),
			      model_find(&model, i) != NOWHERE);
	}
}

static void insert_somewhere(size_t element)
{
	size_t at = pseudo_random(model.len + 1);
	sys_dnode_t *node = &elements[element].node;

	if (at == 0 && pseudo_random(2) == 0) {
		sys_dlist_prepend(&list, node);
	} else if (at == model.len) {
		sys_dlist_append(&list, node);
	} else {
		sys_dlist_insert(node_at(at), node);
	}
	model_insert(&model, at, element);
}

static void remove_at(size_t at)
{
	if (at == 0 && pseudo_random(2) == 0) {
		sys_dnode_t *wanted = node_at(0);

		zassert_equal_ptr(sys_dlist_get(&list), wanted);
	} else {
		sys_dlist_remove(node_at(at));
	}
	model_remove(&model, at);
}

static int is_above(sys_dnode_t *node, void *data)
{
	return CONTAINER_OF(node, struct element, node)->value > *(int *)data;
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	sys_dlist_init(&list);
	model.len = 0;
	for (size_t i = 0; i < ELEMENTS; i++) {
		elements[i].value = (int)i;
		sys_dnode_init(&elements[i].node);
	}
}

ZTEST(dlist, test_any_sequence_keeps_order_and_links)
{
	for (int step = 0; step < 5000; step++) {
		size_t element = pseudo_random(ELEMENTS);
		size_t at = model_find(&model, element);

		if (at == NOWHERE) {
			insert_somewhere(element);
		} else {
			remove_at(at);
		}
		zassert_matches_model();
	}
}

ZTEST(dlist, test_get_of_an_empty_list_is_null)
{
	zassert_is_null(sys_dlist_get(&list));
	zassert_is_null(sys_dlist_peek_next(&list, NULL));
	zassert_is_null(sys_dlist_peek_prev(&list, NULL));
}

ZTEST(dlist, test_insert_at_keeps_a_sorted_list_sorted)
{
	static const int order[] = {3, 1, 4, 0, 7, 6, 5, 2};
	int last = -1;
	struct element *element;

	ARRAY_FOR_EACH_PTR(order, value) {
		int key = *value;

		sys_dlist_insert_at(&list, &elements[key].node, is_above, &key);
	}
	SYS_DLIST_FOR_EACH_CONTAINER(&list, element, node) {
		zassert_equal(element->value, ++last);
	}
	zassert_equal(last, ELEMENTS - 1);
}

ZTEST(dlist, test_safe_loops_allow_removal)
{
	struct element *element, *next_element;
	sys_dnode_t *node, *next_node;
	int seen = 0;

	for (size_t i = 0; i < ELEMENTS; i++) {
		sys_dlist_append(&list, &elements[i].node);
	}
	SYS_DLIST_FOR_EACH_CONTAINER_SAFE(&list, element, next_element, node) {
		zassert_equal(element->value, seen++);
		if (element->value % 2 == 0) {
			sys_dlist_remove(&element->node);
		}
	}
	zassert_equal(seen, ELEMENTS);
	SYS_DLIST_FOR_EACH_NODE_SAFE(&list, node, next_node) {
		sys_dlist_remove(node);
		seen--;
	}
	zassert_equal(seen, ELEMENTS / 2);
	zassert_true(sys_dlist_is_empty(&list));
}

ZTEST(dlist, test_iteration_goes_on_from_a_node)
{
	sys_dnode_t *node = NULL;
	int seen = 0;

	for (size_t i = 0; i < ELEMENTS; i++) {
		sys_dlist_append(&list, &elements[i].node);
	}
	SYS_DLIST_ITERATE_FROM_NODE(&list, node)
	{
		seen++;
	}
	zassert_equal(seen, ELEMENTS, "from the head");
	node = &elements[2].node;
	SYS_DLIST_ITERATE_FROM_NODE(&list, node)
	{
		seen--;
	}
	zassert_equal(seen, 3, "from behind the third");
}

ZTEST_SUITE(dlist, NULL, NULL, before, NULL, NULL);
