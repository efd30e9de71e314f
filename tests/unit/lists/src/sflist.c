/* SPDX-License-Identifier: MIT */
#include <zephyr/sys/sflist.h>
#include <zephyr/ztest.h>
#include "model.h"

struct element {
	int value;
	sys_sfnode_t node;
};

static struct element elements[ELEMENTS];
static sys_sflist_t list = SYS_SFLIST_STATIC_INIT(&list);
static struct model model;

static sys_sfnode_t *node_at(size_t at)
{
	return at < model.len ? &elements[model.order[at]].node : NULL;
}

static void zassert_matches_model(void)
{
	struct element *element;
	size_t at = 0;

	zassert_equal(sys_sflist_is_empty(&list), model.len == 0);
	zassert_equal(sys_sflist_len(&list), model.len);
	zassert_equal_ptr(sys_sflist_peek_head(&list), node_at(0));
	zassert_equal_ptr(sys_sflist_peek_tail(&list),
			  model.len > 0 ? node_at(model.len - 1) : NULL);
	SYS_SFLIST_FOR_EACH_CONTAINER(&list, element, node) {
		zassert_equal_ptr(&element->node, node_at(at++));
	}
	zassert_equal(at, model.len);
	for (size_t i = 0; i < ELEMENTS; i++) {
		zassert_equal(sys_sfnode_flags_get(&elements[i].node), i % 4);
	}
}

static void insert_somewhere(size_t element)
{
	size_t at = pseudo_random(model.len + 1);
	sys_sfnode_t *node = &elements[element].node;

	if (at == model.len && pseudo_random(2) == 0) {
		sys_sflist_append(&list, node);
	} else if (at == 0 && pseudo_random(2) == 0) {
		sys_sflist_prepend(&list, node);
	} else {
		sys_sflist_insert(&list, at == 0 ? NULL : node_at(at - 1), node);
	}
	model_insert(&model, at, element);
}

static void remove_at(size_t at)
{
	sys_sfnode_t *node = node_at(at);

	if (at == 0 && pseudo_random(2) == 0) {
		zassert_equal_ptr(sys_sflist_get(&list), node);
	} else if (pseudo_random(2) == 0) {
		zassert_true(sys_sflist_find_and_remove(&list, node));
	} else {
		sys_sflist_remove(&list, at == 0 ? NULL : node_at(at - 1), node);
	}
	model_remove(&model, at);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	sys_sflist_init(&list);
	model.len = 0;
	for (size_t i = 0; i < ELEMENTS; i++) {
		elements[i].value = (int)i;
		sys_sfnode_init(&elements[i].node, i % 4);
	}
}

ZTEST(sflist, test_any_sequence_keeps_order_ends_and_flags)
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

ZTEST(sflist, test_flags_change_without_moving_the_node)
{
	for (size_t i = 0; i < ELEMENTS; i++) {
		sys_sflist_append(&list, &elements[i].node);
		model_insert(&model, i, i);
	}
	sys_sfnode_flags_set(&elements[4].node, 3);
	zassert_equal(sys_sfnode_flags_get(&elements[4].node), 3);
	zassert_equal_ptr(sys_sflist_peek_next(&elements[4].node), &elements[5].node);
	sys_sfnode_flags_set(&elements[4].node, 0);
	zassert_matches_model();
}

ZTEST(sflist, test_lists_are_joined)
{
	sys_sflist_t other;

	sys_sflist_init(&other);
	for (size_t i = 0; i < 4; i++) {
		sys_sflist_append(i < 2 ? &list : &other, &elements[i].node);
		model_insert(&model, i, i);
	}
	sys_sflist_merge_sflist(&list, &other);
	zassert_true(sys_sflist_is_empty(&other));
	zassert_matches_model();
}

ZTEST(sflist, test_find_tells_the_node_before)
{
	sys_sfnode_t *prev;

	sys_sflist_append(&list, &elements[1].node);
	sys_sflist_append(&list, &elements[2].node);
	zassert_true(sys_sflist_find(&list, &elements[2].node, &prev));
	zassert_equal_ptr(prev, &elements[1].node);
	zassert_false(sys_sflist_find(&list, &elements[3].node, &prev));
	zassert_false(sys_sflist_find_and_remove(&list, &elements[3].node));
}

ZTEST(sflist, test_safe_loops_allow_removal)
{
	struct element *element, *next_element;
	sys_sfnode_t *node, *next_node;
	int seen = 0;

	for (size_t i = 0; i < ELEMENTS; i++) {
		sys_sflist_append(&list, &elements[i].node);
	}
	SYS_SFLIST_FOR_EACH_CONTAINER_SAFE(&list, element, next_element, node) {
		zassert_equal(element->value, seen++);
		if (element->value % 2 == 0) {
			sys_sflist_find_and_remove(&list, &element->node);
		}
	}
	zassert_equal(seen, ELEMENTS);
	SYS_SFLIST_FOR_EACH_NODE_SAFE(&list, node, next_node) {
		zassert_equal_ptr(sys_sflist_get_not_empty(&list), node);
		seen--;
	}
	zassert_equal(seen, ELEMENTS / 2);
	zassert_is_null(sys_sflist_get(&list));
}

ZTEST_SUITE(sflist, NULL, NULL, before, NULL, NULL);
