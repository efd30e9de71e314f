/* SPDX-License-Identifier: MIT */
/*
 * What a list is compared with: an array of indices into the elements, in the order of the list.
 */
#ifndef TESTS_UNIT_LISTS_MODEL_H_
#define TESTS_UNIT_LISTS_MODEL_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ELEMENTS 8
#define NOWHERE  ELEMENTS

struct model {
	size_t len;
	size_t order[ELEMENTS];
};

void model_insert(struct model *model, size_t at, size_t element);
void model_remove(struct model *model, size_t at);

/** @return where an element is, NOWHERE if it is not there. */
size_t model_find(const struct model *model, size_t element);

/** The same sequence in each run, from 0 to below @a limit. */
size_t pseudo_random(size_t limit);

#endif /* TESTS_UNIT_LISTS_MODEL_H_ */
