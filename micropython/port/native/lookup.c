/* SPDX-License-Identifier: MIT */
/* Names are looked up by the C library, which may ask a server: native/offload.h. Numbers need nobody. */
#include "native/lookup.h"

#include <stdlib.h>
#include <string.h>

#include "native/offload.h"
#include "py/runtime.h"

struct lookup {
	struct offload job;
	struct addrinfo hints;
	int result;
	struct addrinfo *infos;
	const char *service;
	/** The host's, and behind it the service's. */
	char names[];
};

static void call_getaddrinfo(struct offload *job)
{
	struct lookup *self = (struct lookup *)job;

	self->result = getaddrinfo(self->names, self->service, &self->hints, &self->infos);
}

static void discard_lookup(struct offload *job)
{
	struct lookup *self = (struct lookup *)job;

	if (self->infos != NULL) {
		freeaddrinfo(self->infos);
	}
	free(self);
}

static struct lookup *start(const char *host, const char *service, const struct addrinfo *hints)
{
	size_t host_size = strlen(host) + 1;
	size_t service_size = strlen(service) + 1;
	struct lookup *self = malloc(sizeof(*self) + host_size + service_size);

	if (self == NULL) {
		m_malloc_fail(sizeof(*self));
	}
	*self = (struct lookup){.job = {.call = call_getaddrinfo, .discard = discard_lookup},
				.hints = *hints,
				.service = self->names + host_size};
	memcpy(self->names, host, host_size);
	memcpy(self->names + host_size, service, service_size);

	int error = offload_start(&self->job);

	if (error != 0) {
		mp_raise_OSError(error);
	}
	return self;
}

static int ask(const char *host, const char *service, const struct addrinfo *hints,
	       struct addrinfo **infos)
{
	struct lookup *self = start(host, service, hints);

	offload_wait(&self->job);
	int result = self->result;

	*infos = self->infos;
	self->infos = NULL;
	offload_finish(&self->job);
	return result;
}

int lookup(const char *host, const char *service, const struct addrinfo *hints,
	   struct addrinfo **infos)
{
	struct addrinfo numeric = *hints;

	numeric.ai_flags |= AI_NUMERICHOST | AI_NUMERICSERV;
	int result = getaddrinfo(host, service, &numeric, infos);

	return result == EAI_NONAME ? ask(host, service, hints, infos) : result;
}
