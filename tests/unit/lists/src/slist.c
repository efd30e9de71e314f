/* SPDX-License-Identifier: MIT */
#include <zephyr/sys/slist.h>
#include <zephyr/ztest.h>
#include "model.h"

struct element {
	int value;
	sys_snode_t node;
};

static struct element elements[ELEMENTS];
static sys_slist_t list = SYS_SLIST_STATIC_INIT(&list);
static struct model model;

static sys_snode_t *node_at(size_t at)
{
	return at < model.len ? &elements[model.order[at]].node : NULL;
}

static void zassert_matches_model(void)
{
	struct element *element;
	size_t at = 0;

	zassert_equal(sys_slist_is_empty(&list), model.len == 0);
	zassert_equal(sys_slist_len(&list), model.len);
	zassert_equal_ptr(sys_slist_peek_head(&list), node_at(0));
	zassert_equal_ptr(sys_slist_peek_tail(&list),
			  model.len > 0 ? node_at(model.len - 1) : NULL);
	SYS_SLIST_FOR_EACH_CONTAINER(&list, element, node) {
		zassert_equal_ptr(&element->node, node_at(at++));
	}
	zassert_equal(at, model.len);
}

static void insert_somewhere(size_t element)
{
	size_t at = pseudo_random(model.len + 1);
	sys_snode_t *node = &elements[element].node;

	if (at == model.len && pseudo_random(2) == 0) {
		sys_slist_append(&list, node);
	} else if (at == 0 && pseudo_random(2) == 0) {
		sys_slist_prepend(&list, node);
	} else {
		sys_slist_insert(&list, at == 0 ? NULL : node_at(at - 1), node);
	}
	model_insert(&model, at, element);
}

static void remove_at(size_t at)
{
	sys_snode_t *node = node_at(at);

	if (at == 0 && pseudo_random(2) == 0) {
		zassert_equal_ptr(sys_slist_get(&list), node);
	} else if (pseudo_random(2) == 0) {
		zassert_true(sys_slist_find_and_remove(&list, node));
	} else {
		sys_slist_remove(&list, at == 0 ? NULL : node_at(at - 1), node);
	}
	model_remove(&model, at);
}

static void append_all(sys_slist_t *to, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		sys_slist_append(to, &elements[i].node);
	}
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	sys_slist_init(&list);
	model.len = 0;
	for (size_t i = 0; i < ELEMENTS; i++) {
		elements[i].value = (int)i;
		elements[i].node.next = (sys_snode_t *)&list;
	}
}

ZTEST(slist, test_any_sequence_keeps_order_and_ends)
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

ZTEST(slist, test_find_tells_the_node_before)
{
	sys_snode_t *prev = &elements[7].node;

	append_all(&list, 0, 3);
	zassert_true(sys_slist_find(&list, &elements[0].node, &prev));
	zassert_is_null(prev);
	zassert_true(sys_slist_find(&list, &elements[2].node, &prev));
	zassert_equal_ptr(prev, &elements[1].node);
	zassert_false(sys_slist_find(&list, &elements[3].node, &prev));
	zassert_is_null(prev);
	zassert_false(sys_slist_find_and_remove(&list, &elements[3].node));
	zassert_equal(sys_slist_len(&list), 3);
}

ZTEST(slist, test_lists_are_joined)
{
	sys_slist_t other;

	sys_slist_init(&other);
	sys_slist_merge_slist(&list, &other);
	zassert_true(sys_slist_is_empty(&list));
	append_all(&other, 0, 2);
	sys_slist_merge_slist(&list, &other);
	zassert_true(sys_slist_is_empty(&other));
	append_all(&other, 2, 4);
	sys_slist_append_list(&list, sys_slist_peek_head(&other), sys_slist_peek_tail(&other));
	sys_slist_append_list(&list, NULL, NULL);
	for (size_t i = 0; i < 4; i++) {
		model_insert(&model, i, i);
	}
	zassert_matches_model();
}

ZTEST(slist, test_get_of_an_empty_list_is_null)
{
	zassert_is_null(sys_slist_get(&list));
	zassert_is_null(sys_slist_peek_next(NULL));
}

ZTEST(slist, test_safe_loops_allow_removal)
{
	struct element *element, *next_element;
	sys_snode_t *node, *next_node;
	int seen = 0;

	append_all(&list, 0, ELEMENTS);
	SYS_SLIST_FOR_EACH_CONTAINER_SAFE(&list, element, next_element, node) {
		zassert_equal(element->value, seen++);
		if (element->value % 2 == 0) {
			sys_slist_find_and_remove(&list, &element->node);
		}
	}
	zassert_equal(seen, ELEMENTS);
	SYS_SLIST_FOR_EACH_NODE_SAFE(&list, node, next_node) {
		zassert_equal_ptr(sys_slist_get_not_empty(&list), node);
		seen--;
	}
	zassert_equal(seen, ELEMENTS / 2);
	zassert_true(sys_slist_is_empty(&list));
}

ZTEST(slist, test_iteration_goes_on_from_a_node)
{
	sys_snode_t *node = NULL;
	int seen = 0;

	append_all(&list, 0, ELEMENTS);
	SYS_SLIST_ITERATE_FROM_NODE(&list, node)
	{
		seen++;
	}
	zassert_equal(seen, ELEMENTS, "from the head");
	node = &elements[2].node;
	SYS_SLIST_ITERATE_FROM_NODE(&list, node)
	{
		seen--;
	}
	zassert_equal(seen, 3, "from behind the third");
}

ZTEST(slist, test_containers_of_the_ends)
{
	struct element *element = NULL;

	zassert_is_null(SYS_SLIST_PEEK_HEAD_CONTAINER(&list, element, node));
	append_all(&list, 0, 2);
	element = SYS_SLIST_PEEK_HEAD_CONTAINER(&list, element, node);
	zassert_equal_ptr(element, &elements[0]);
	element = SYS_SLIST_PEEK_NEXT_CONTAINER(element, node);
	zassert_equal_ptr(element, &elements[1]);
	zassert_equal_ptr(SYS_SLIST_PEEK_TAIL_CONTAINER(&list, element, node), &elements[1]);
	zassert_is_null(SYS_SLIST_PEEK_NEXT_CONTAINER(element, node));
}

ZTEST_SUITE(slist, NULL, NULL, before, NULL, NULL);
