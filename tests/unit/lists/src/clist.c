/* SPDX-License-Identifier: MIT */
#include <zephyr/sys/clist.h>
#include <zephyr/ztest.h>
#include "model.h"

static sys_dnode_t nodes[ELEMENTS];
static sys_clist_t list = SYS_CLIST_STATIC_INIT(&list);
static struct model model;

static sys_dnode_t *node_at(size_t at)
{
	return at < model.len ? &nodes[model.order[at]] : NULL;
}

static void zassert_ends(void)
{
	zassert_equal(sys_clist_is_empty(&list), model.len == 0);
	zassert_equal(sys_clist_has_single(&list), model.len == 1);
	zassert_equal(sys_clist_has_peers(&list), model.len > 1);
	zassert_equal_ptr(sys_clist_peek_head(&list), node_at(0));
	zassert_equal_ptr(sys_clist_peek_tail(&list),
			  model.len > 0 ? node_at(model.len - 1) : NULL);
}

static void zassert_matches_model(void)
{
	sys_dnode_t *node;
	size_t at = 0;

	zassert_ends();
	SYS_CLIST_FOR_EACH_NODE(&list, node) {
		zassert_equal_ptr(node, node_at(at));
		zassert_equal_ptr(node->next->prev, node);
		at++;
	}
	zassert_equal(at, model.len);
	for (size_t i = 0; i < ELEMENTS; i++) {
		zassert_equal(sys_dnode_is_linked(&nodes[i]), model_find(&model, i) != NOWHERE);
	}
}

static void insert_somewhere(size_t element)
{
	size_t at = pseudo_random(model.len + 1);

	if (at == model.len) {
		sys_clist_append(&list, &nodes[element]);
	} else if (at == 0 && pseudo_random(2) == 0) {
		sys_clist_prepend(&list, &nodes[element]);
	} else {
		sys_clist_insert_before(&list, node_at(at), &nodes[element]);
	}
	model_insert(&model, at, element);
}

static void rotate(void)
{
	size_t head = model.order[0];

	sys_clist_rotate(&list);
	model_remove(&model, 0);
	model_insert(&model, model.len, head);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	sys_clist_init(&list);
	model.len = 0;
	for (size_t i = 0; i < ELEMENTS; i++) {
		sys_dnode_init(&nodes[i]);
	}
}

ZTEST(clist, test_any_sequence_keeps_order_and_links)
{
	for (int step = 0; step < 5000; step++) {
		size_t element = pseudo_random(ELEMENTS);
		size_t at = model_find(&model, element);

		if (model.len > 0 && pseudo_random(4) == 0) {
			rotate();
		} else if (at == NOWHERE) {
			insert_somewhere(element);
		} else {
			sys_clist_remove(&list, &nodes[element]);
			model_remove(&model, at);
		}
		zassert_matches_model();
	}
}

ZTEST(clist, test_first_prepended_node_is_the_list)
{
	sys_clist_prepend(&list, &nodes[3]);
	model_insert(&model, 0, 3);
	zassert_matches_model();
}

ZTEST(clist, test_a_list_is_one_pointer)
{
	zassert_equal(sizeof(sys_clist_t), sizeof(void *));
}

ZTEST(clist, test_safe_loop_allows_removal)
{
	sys_dnode_t *node, *next;
	size_t seen = 0;

	SYS_CLIST_FOR_EACH_NODE_SAFE(&list, node, next) {
		seen++;
	}
	zassert_equal(seen, 0, "of an empty list");
	for (size_t i = 0; i < ELEMENTS; i++) {
		sys_clist_append(&list, &nodes[i]);
	}
	SYS_CLIST_FOR_EACH_NODE_SAFE(&list, node, next) {
		zassert_equal_ptr(node, &nodes[seen++]);
		sys_clist_remove(&list, node);
	}
	zassert_equal(seen, ELEMENTS);
	zassert_true(sys_clist_is_empty(&list));
}

ZTEST_SUITE(clist, NULL, NULL, before, NULL, NULL);
