/* SPDX-License-Identifier: MIT */
/*
 * printf-like formatting in constant stack, one character at a time. A conversion is read into a
 * struct spec, its argument is fetched by its length, and its text is laid out as
 * blanks, prefix, zeros, digits, blanks.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <zephyr/sys/util.h>
#include "lib/format.h"

enum length {
	LENGTH_CHAR,
	LENGTH_SHORT,
	LENGTH_INT,
	LENGTH_LONG,
	LENGTH_LONG_LONG,
};

struct spec {
	bool left;
	bool zero;
	bool plus;
	bool space;
	bool alternate;
	enum length length;
	int width;
	/* Below 0: not given. */
	int precision;
	char conversion;
};

struct output {
	z_format_put_t put;
	void *ctx;
	int count;
};

/* A va_list that can be passed by reference, whatever its type. */
struct arguments {
	va_list list;
};

/* The digits of the largest value in the smallest base. */
#define DIGITS_MAX (sizeof(uintmax_t) * 8 / 3 + 1)

static void emit(struct output *out, char c)
{
	out->put(c, out->ctx);
	out->count++;
}

static void emit_repeated(struct output *out, char c, int times)
{
	while (times-- > 0) {
		emit(out, c);
	}
}

static void emit_text(struct output *out, const char *text, size_t len)
{
	while (len-- > 0) {
		emit(out, *text++);
	}
}

static const char *parse_flags(const char *fmt, struct spec *spec)
{
	for (;; fmt++) {
		switch (*fmt) {
		case '-':
			spec->left = true;
			break;
		case '0':
			spec->zero = true;
			break;
		case '+':
			spec->plus = true;
			break;
		case ' ':
			spec->space = true;
			break;
		case '#':
			spec->alternate = true;
			break;
		default:
			return fmt;
		}
	}
}

static const char *parse_number(const char *fmt, int *value, struct arguments *args)
{
	if (*fmt == '*') {
		*value = va_arg(args->list, int);
		return fmt + 1;
	}
	for (*value = 0; *fmt >= '0' && *fmt <= '9'; fmt++) {
		*value = 10 * *value + (*fmt - '0');
	}
	return fmt;
}

static enum length length_of(size_t size)
{
	return size == sizeof(int)    ? LENGTH_INT
	       : size == sizeof(long) ? LENGTH_LONG
				      : LENGTH_LONG_LONG;
}

static const char *parse_length(const char *fmt, struct spec *spec)
{
	spec->length = LENGTH_INT;
	switch (*fmt) {
	case 'h':
		spec->length = fmt[1] == 'h' ? LENGTH_CHAR : LENGTH_SHORT;
		return fmt + (fmt[1] == 'h' ? 2 : 1);
	case 'l':
		spec->length = fmt[1] == 'l' ? LENGTH_LONG_LONG : LENGTH_LONG;
		return fmt + (fmt[1] == 'l' ? 2 : 1);
	case 'j':
		spec->length = length_of(sizeof(intmax_t));
		return fmt + 1;
	case 'z':
		spec->length = length_of(sizeof(size_t));
		return fmt + 1;
	case 't':
		spec->length = length_of(sizeof(ptrdiff_t));
		return fmt + 1;
	default:
		return fmt;
	}
}

/* Reads a conversion from behind its '%'; returns what follows it. */
static const char *parse_spec(const char *fmt, struct spec *spec, struct arguments *args)
{
	memset(spec, 0, sizeof(*spec));
	spec->precision = -1;
	fmt = parse_flags(fmt, spec);
	fmt = parse_number(fmt, &spec->width, args);
	if (spec->width < 0) {
		spec->left = true;
		spec->width = -spec->width;
	}
	if (*fmt == '.') {
		fmt = parse_number(fmt + 1, &spec->precision, args);
	}
	fmt = parse_length(fmt, spec);
	spec->conversion = *fmt;
	return *fmt == '\0' ? fmt : fmt + 1;
}

static uintmax_t fetch_unsigned(const struct spec *spec, struct arguments *args)
{
	switch (spec->length) {
	case LENGTH_CHAR:
		return (unsigned char)va_arg(args->list, unsigned int);
	case LENGTH_SHORT:
		return (unsigned short)va_arg(args->list, unsigned int);
	case LENGTH_LONG:
		return va_arg(args->list, unsigned long);
	case LENGTH_LONG_LONG:
		return va_arg(args->list, unsigned long long);
	default:
		return va_arg(args->list, unsigned int);
	}
}

static intmax_t fetch_signed(const struct spec *spec, struct arguments *args)
{
	switch (spec->length) {
	case LENGTH_CHAR:
		return (signed char)va_arg(args->list, int);
	case LENGTH_SHORT:
		return (short)va_arg(args->list, int);
	case LENGTH_LONG:
		return va_arg(args->list, long);
	case LENGTH_LONG_LONG:
		return va_arg(args->list, long long);
	default:
		return va_arg(args->list, int);
	}
}

/* Writes digits backwards from `end`; returns their start. 32-bit division where that suffices. */
static char *to_digits(uintmax_t value, unsigned int base, const char *alphabet, char *end)
{
	while (value > UINT32_MAX) {
		*--end = alphabet[value % base];
		value /= base;
	}
	for (uint32_t rest = (uint32_t)value; rest > 0; rest /= base) {
		*--end = alphabet[rest % base];
	}
	return end;
}

static void emit_number(struct output *out, const struct spec *spec, uintmax_t value,
			unsigned int base, const char *prefix)
{
	char digits[DIGITS_MAX];
	const char *alphabet = spec->conversion == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
	char *const end = digits + sizeof(digits);
	char *start = to_digits(value, base, alphabet, end);
	int len = (int)(end - start);
	int zeros = MAX(spec->precision < 0 ? 1 : spec->precision, len) - len;
	int prefix_len = (int)strlen(prefix);

	if (spec->alternate && base == 8 && zeros == 0 && (value != 0 || spec->precision == 0)) {
		zeros = 1;
	}
	if (spec->zero && !spec->left && spec->precision < 0) {
		zeros = MAX(zeros, spec->width - prefix_len - len);
	}
	int blanks = spec->width - prefix_len - zeros - len;

	emit_repeated(out, ' ', spec->left ? 0 : blanks);
	emit_text(out, prefix, prefix_len);
	emit_repeated(out, '0', zeros);
	emit_text(out, start, len);
	emit_repeated(out, ' ', spec->left ? blanks : 0);
}

static void emit_signed(struct output *out, const struct spec *spec, intmax_t value)
{
	const char *sign = value < 0 ? "-" : spec->plus ? "+" : spec->space ? " " : "";

	/* Negating as unsigned is defined for the lowest value too. */
	emit_number(out, spec, value < 0 ? -(uintmax_t)value : (uintmax_t)value, 10, sign);
}

static void emit_hex(struct output *out, const struct spec *spec, uintmax_t value)
{
	bool prefixed = spec->alternate && value != 0;

	emit_number(out, spec, value, 16, !prefixed ? "" : spec->conversion == 'X' ? "0X" : "0x");
}

static void emit_string(struct output *out, const struct spec *spec, const char *text)
{
	size_t len;

	if (text == NULL) {
		text = "(null)";
	}
	len = spec->precision < 0 ? strlen(text) : strnlen(text, spec->precision);
	emit_repeated(out, ' ', spec->left ? 0 : spec->width - (int)len);
	emit_text(out, text, len);
	emit_repeated(out, ' ', spec->left ? spec->width - (int)len : 0);
}

static void emit_char(struct output *out, const struct spec *spec, char c)
{
	emit_repeated(out, ' ', spec->left ? 0 : spec->width - 1);
	emit(out, c);
	emit_repeated(out, ' ', spec->left ? spec->width - 1 : 0);
}

static void emit_pointer(struct output *out, struct spec *spec, const void *pointer)
{
	if (pointer == NULL) {
		spec->precision = -1;
		emit_string(out, spec, "(nil)");
		return;
	}
	emit_number(out, spec, (uintptr_t)pointer, 16, "0x");
}

/* Lays out one conversion; one that is not supported is printed as it stands in the format. */
static void convert(struct output *out, struct spec *spec, struct arguments *args,
		    const char *start, const char *next)
{
	switch (spec->conversion) {
	case 'd':
	case 'i':
		emit_signed(out, spec, fetch_signed(spec, args));
		break;
	case 'u':
		emit_number(out, spec, fetch_unsigned(spec, args), 10, "");
		break;
	case 'o':
		emit_number(out, spec, fetch_unsigned(spec, args), 8, "");
		break;
	case 'x':
	case 'X':
		emit_hex(out, spec, fetch_unsigned(spec, args));
		break;
	case 'c':
		emit_char(out, spec, (char)va_arg(args->list, int));
		break;
	case 's':
		emit_string(out, spec, va_arg(args->list, const char *));
		break;
	case 'p':
		emit_pointer(out, spec, va_arg(args->list, void *));
		break;
	case '%':
		emit(out, '%');
		break;
	case 'a':
	case 'A':
	case 'e':
	case 'E':
	case 'f':
	case 'F':
	case 'g':
	case 'G':
		(void)va_arg(args->list, double);
		__fallthrough;
	default:
		emit_text(out, start, next - start);
		break;
	}
}

int z_format(z_format_put_t put, void *ctx, const char *fmt, va_list ap)
{
	struct output out = {.put = put, .ctx = ctx};
	struct arguments args;
	struct spec spec;

	va_copy(args.list, ap);
	while (*fmt != '\0') {
		const char *start = fmt;

		if (*fmt++ != '%') {
			emit(&out, *start);
			continue;
		}
		fmt = parse_spec(fmt, &spec, &args);
		convert(&out, &spec, &args, start, fmt);
	}
	va_end(args.list);
	return out.count;
}
