/* SPDX-License-Identifier: MIT */
/* One line per entry, oldest first; the editor keeps its list newest first. */
#include "native/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "py/mpstate.h"
#include "py/runtime.h"
#include "shared/readline/readline.h"

static FILE *open_history(const char *mode)
{
	const char *home = getenv("HOME");
	char path[PATH_MAX];

	if (home == NULL || !isatty(STDIN_FILENO)) {
		return NULL;
	}
	int len = snprintf(path, sizeof(path), "%s/.micropython.history", home);
	return len < (int)sizeof(path) ? fopen(path, mode) : NULL;
}

void history_load(void)
{
	FILE *file = open_history("r");
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	if (file == NULL) {
		return;
	}
	while ((len = getline(&line, &size, file)) > 0) {
		line[len - (line[len - 1] == '\n')] = '\0';
		readline_push_history(line);
	}
	free(line);
	fclose(file);
}

void history_save(void)
{
	FILE *file = open_history("w");

	if (file == NULL) {
		return;
	}
	for (int i = MICROPY_READLINE_HISTORY_SIZE - 1; i >= 0; --i) {
		const char *line = MP_STATE_PORT(readline_hist)[i];
		if (line != NULL) {
			fprintf(file, "%s\n", line);
		}
	}
	fclose(file);
}
