/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/kallsyms.h"

#include <string.h>

/* Three times what the largest kernel has. */
#define MAX_BYTES ((size_t) 1 << 26)

/* Behind the last function of the kernel, and of its modules, there is nothing of interest. */
#define PAGE_BYTES 4096

/* One line: "ffffffff81000000 T _text" and perhaps "\t[module]". */
typedef struct
{
  uint64_t address;
  const char *name; /* NULL: none yet, or it is no function */
  size_t n_name;
  char type;
  bool is_in_module;
} Line;

/* Returns: (nullable): behind the digits; NULL where there are none */
static const char *
take_address (const char *at,
              const char *end,
              uint64_t *address)
{
  const char *begin = at;

  *address = 0;
  for (; at < end && g_ascii_isxdigit (*at); at++)
    *address = *address << 4 | (uint64_t) (*at <= '9' ? *at - '0' : (*at | 0x20) - 'a' + 10);
  return at > begin ? at : NULL;
}

static bool
is_code (char type)
{
  return type == 'T' || type == 't' || type == 'W' || type == 'w';
}

/* @line: its name is NULL where it is no line of that form, or no function */
static void
parse_line (const char *begin,
            const char *end,
            Line *line)
{
  const char *at = take_address (begin, end, &line->address);
  const char *tab;

  line->name = NULL;
  if (at == NULL || end - at < 4 || at[0] != ' ' || at[2] != ' ' || at[3] == '$' || !is_code (at[1]))
    return;
  line->type = at[1];
  line->name = at + 3;
  tab = memchr (line->name, '\t', (size_t) (end - line->name));
  line->is_in_module = tab != NULL;
  line->n_name = (size_t) ((tab != NULL ? tab : end) - line->name);
}

static void
find_start (EmberKallsyms *kallsyms)
{
  const char *found = strstr (kallsyms->text, " _text\n");

  if (found == NULL)
    found = strstr (kallsyms->text, " _stext\n");
  if (found == NULL)
    return;
  while (found > kallsyms->text && found[-1] != '\n')
    found--;
  kallsyms->start = g_ascii_strtoull (found, NULL, 16);
}

bool
ember_kallsyms_read (EmberKallsyms *kallsyms,
                     const char *path)
{
  *kallsyms = (EmberKallsyms){ 0 };
  if (!g_file_get_contents (path, &kallsyms->text, &kallsyms->size_bytes, NULL))
    return false;
  if (kallsyms->size_bytes <= MAX_BYTES)
    find_start (kallsyms);
  if (kallsyms->start != 0)
    return true;
  ember_kallsyms_clear (kallsyms);
  return false;
}

void
ember_kallsyms_clear (EmberKallsyms *kallsyms)
{
  g_clear_pointer (&kallsyms->text, g_free);
}

static EmberBinding
get_binding (char type)
{
  if (type == 'W' || type == 'w')
    return EMBER_BINDING_WEAK;
  return type == 't' ? EMBER_BINDING_LOCAL : EMBER_BINDING_GLOBAL;
}

/* The compiler's padding before a function is none; what was interrupted at the function's first
 * byte may look like a caller, and is looked up in it. */
static void
skip_padding (Line *line)
{
  const size_t n_prefix = strlen ("__pfx_");

  if (line->n_name > n_prefix && memcmp (line->name, "__pfx_", n_prefix) == 0)
    {
      line->name += n_prefix;
      line->n_name -= n_prefix;
    }
}

/* A kernel that lies elsewhere was started again, and put its modules anywhere.
 * @next: (nullable): the next function, of kernel or modules */
static void
offer_line (Line line,
            const Line *next,
            uint64_t shift,
            EmberAddressLookup *lookup)
{
  const bool is_last = next == NULL || next->is_in_module != line.is_in_module;
  const uint64_t size_bytes = is_last ? (line.address / PAGE_BYTES + 1) * PAGE_BYTES - line.address : 0;

  if (line.is_in_module && shift != 0)
    return;
  skip_padding (&line);
  ember_address_lookup_offer_bytes (lookup, line.address + shift, size_bytes, get_binding (line.type), line.name,
                                    line.n_name, "");
}

static bool
is_of_32_bits (const Line *line)
{
  return line->n_name > 7 && memcmp (line->name, "__ia32_", 7) == 0;
}

void
ember_kallsyms_offer (const EmberKallsyms *kallsyms,
                      uint64_t start,
                      EmberAddressLookup *lookup)
{
  const uint64_t shift = start != 0 ? start - kallsyms->start : 0;
  const char *end_of_text = kallsyms->text + kallsyms->size_bytes;
  const char *end;
  Line last = { .name = NULL };
  Line line;

  for (const char *at = kallsyms->text; at < end_of_text; at = end + 1)
    {
      end = memchr (at, '\n', (size_t) (end_of_text - at));
      if (end == NULL)
        end = end_of_text;
      parse_line (at, end, &line);
      if (line.name == NULL)
        continue;
      /* of several names at one address perf takes the last; but a system call may have a second one, for 32-bit programs */
      if (last.name != NULL && last.address == line.address && is_of_32_bits (&line))
        continue;
      if (last.name != NULL && last.address != line.address)
        offer_line (last, &line, shift, lookup);
      last = line;
    }
  if (last.name != NULL)
    offer_line (last, NULL, shift, lookup);
}
