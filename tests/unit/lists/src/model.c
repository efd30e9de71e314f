/* SPDX-License-Identifier: MIT */
#include <string.h>
#include "model.h"

void model_insert(struct model *model, size_t at, size_t element)
{
	memmove(&model->order[at + 1], &model->order[at],
		(model->len - at) * sizeof(model->order[0]));
	model->order[at] = element;
	model->len++;
}

void model_remove(struct model *model, size_t at)
{
	model->len--;
	memmove(&model->order[at], &model->order[at + 1],
		(model->len - at) * sizeof(model->order[0]));
}

size_t model_find(const struct model *model, size_t element)
{
	for (size_t i = 0; i < model->len; i++) {
		if (model->order[i] == element) {
			return i;
		}
	}
	return NOWHERE;
}

size_t pseudo_random(size_t limit)
{
	static uint32_t state = 1;

	state = state * 1664525U + 1013904223U;
	return (state >> 16) % limit;
}
