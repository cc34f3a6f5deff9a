/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-frame.h"

#include <glib.h>
#include <string.h>

static const char unknown_name[] = "[unknown]";
static const char inlined_mark[] = " (inlined)";

/* A blank and an address as wide as perf prints it where no call chain follows. */
#define ADDRESS_COLUMNS 17

static bool
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* Returns: 16 for what is no hexadecimal digit */
static uint32_t
get_hex_digit (char c)
{
  if (c >= '0' && c <= '9')
    return (uint32_t) (c - '0');
  if (c >= 'a' && c <= 'f')
    return (uint32_t) (c - 'a' + 10);
  if (c >= 'A' && c <= 'F')
    return (uint32_t) (c - 'A' + 10);
  return 16;
}

static bool
has_bytes (const char *begin,
           const char *end,
           const char *bytes,
           size_t n)
{
  return (size_t) (end - begin) == n && memcmp (begin, bytes, n) == 0;
}

static bool
has_prefix (const char *begin,
            const char *end,
            const char *prefix)
{
  const size_t n = strlen (prefix);

  return (size_t) (end - begin) >= n && memcmp (begin, prefix, n) == 0;
}

static bool
has_suffix (const char *begin,
            const char *end,
            const char *suffix)
{
  const size_t n = strlen (suffix);

  return (size_t) (end - begin) >= n && memcmp (end - n, suffix, n) == 0;
}

bool
ember_perf_script_frame_parse_address (const char *line,
                                       const char *end,
                                       uint64_t *address,
                                       const char **rest)
{
  const char *at = line;
  const char *begin;
  uint64_t value = 0;
  uint32_t digit;

  while (at < end && is_blank (*at))
    at++;
  begin = at;
  *rest = begin;
  while (at < end && (digit = get_hex_digit (*at)) < 16)
    {
      value = value << 4 | digit;
      at++;
    }
  if (at == begin || at - begin > 16 || (at < end && !is_blank (*at)))
    return false;
  while (at < end && is_blank (*at))
    at++;
  *address = value;
  *rest = at;
  return true;
}

/* The parenthesis that opens the module: balanced with the last one, and the first of a word.
 * A path may hold single parentheses too; then it begins with a slash or bracket.
 * Returns: (nullable): NULL where the line has no module */
static const char *
find_module (const char *begin,
             const char *end)
{
  int depth = 0;
  const char *at;

  if (begin == end || end[-1] != ')')
    return NULL;
  for (at = end; at > begin && (depth > 0 || at == end); at--)
    if (at[-1] == ')')
      depth++;
    else if (at[-1] == '(')
      depth--;
  if (depth == 0 && (at == begin || is_blank (at[-1])))
    return at;
  for (at = end - 1; at > begin; at--)
    if (*at == '(' && is_blank (at[-1]) && (at[1] == '/' || at[1] == '['))
      return at;
  return *begin == '(' && depth > 0 ? begin : NULL;
}

/* Cuts "+0x1f" off.
 * Returns: the end of the name */
static const char *
cut_offset (const char *begin,
            const char *end)
{
  const char *at = end;

  while (at > begin && get_hex_digit (at[-1]) < 16)
    at--;
  if (at < end && at - begin >= 3 && at[-1] == 'x' && at[-2] == '0' && at[-3] == '+')
    return at - 3;
  return end;
}

static bool
is_kernel_module (const char *begin,
                  const char *end)
{
  static const char *const user_prefixes[] = { "[unknown]", "[vdso", "[vsyscall", "[heap", "[stack", "[anon", "[uprobes" };

  if (begin < end && *begin == '[')
    {
      for (size_t i = 0; i < G_N_ELEMENTS (user_prefixes); i++)
        if (has_prefix (begin, end, user_prefixes[i]))
          return false;
      return true;
    }
  return has_suffix (begin, end, "vmlinux") || has_suffix (begin, end, ".ko") || has_suffix (begin, end, ".ko.xz") ||
         has_suffix (begin, end, ".ko.zst") || has_suffix (begin, end, ".ko.gz");
}

/* Code made at run time: perf-PID.map, the files of `perf inject --jit`, and executable
 * memory that belongs to no file. */
static bool
is_jit_module (const char *begin,
               const char *end)
{
  const char *slash = memrchr (begin, '/', (size_t) (end - begin));
  const char *base = slash != NULL ? slash + 1 : begin;

  return (has_prefix (base, end, "perf-") && has_suffix (base, end, ".map")) ||
         (has_prefix (base, end, "jitted-") && has_suffix (base, end, ".so")) ||
         has_prefix (begin, end, "//anon") || has_prefix (begin, end, "/anon_hugepage") ||
         has_prefix (begin, end, "[anon:") || has_prefix (begin, end, "/memfd:");
}

static EmberFrameKind
choose_kind (const EmberPerfScriptFrame *frame)
{
  const char *module_end = frame->module + frame->n_module;

  if (frame->n_name == 0 || has_bytes (frame->name, frame->name + frame->n_name, unknown_name, sizeof unknown_name - 1))
    return EMBER_FRAME_UNKNOWN;
  if (is_kernel_module (frame->module, module_end))
    return EMBER_FRAME_KERNEL;
  if (is_jit_module (frame->module, module_end))
    return EMBER_FRAME_JIT;
  return EMBER_FRAME_USER;
}

static const char *
trim_end (const char *begin,
          const char *end)
{
  while (end > begin && is_blank (end[-1]))
    end--;
  return end;
}

void
ember_perf_script_frame_parse_symbol (EmberPerfScriptFrame *frame,
                                      const char *rest,
                                      const char *end)
{
  const char *module;
  const char *name_end = end;

  *frame = (EmberPerfScriptFrame){ .name = rest, .module = end };
  if (has_suffix (rest, end, inlined_mark))
    {
      name_end = trim_end (rest, end - (sizeof inlined_mark - 1));
      frame->n_name = (size_t) (cut_offset (rest, name_end) - rest);
      frame->kind = EMBER_FRAME_INLINED;
      return;
    }
  module = find_module (rest, end);
  if (module != NULL)
    {
      frame->module = module + 1;
      frame->n_module = (size_t) (end - 1 - frame->module);
      name_end = trim_end (rest, module);
    }
  frame->n_name = (size_t) (cut_offset (rest, name_end) - rest);
  frame->kind = choose_kind (frame);
}

bool
ember_perf_script_frame_is_symbol (const char *rest,
                                   const char *end)
{
  const char *module = find_module (rest, end);

  return module != NULL && module > rest;
}

const char *
ember_perf_script_frame_find (const char *text,
                              const char *end)
{
  const char *at = text;
  uint64_t address;
  const char *rest;

  while (at < end)
    {
      const char *blanks = at;
      const char *word;

      while (at < end && is_blank (*at))
        at++;
      word = at;
      while (at < end && !is_blank (*at))
        at++;
      if (!ember_perf_script_frame_parse_address (word, end, &address, &rest))
        continue;
      if (at - blanks >= ADDRESS_COLUMNS && (rest == end || end[-1] == ')' || blanks == text))
        return blanks;
      if (blanks == text && ember_perf_script_frame_is_symbol (rest, end))
        return blanks;
    }
  return NULL;
}
