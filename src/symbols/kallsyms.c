/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/kallsyms.h"

#include <string.h>

/* Three times what the largest kernel has. */
#define MAX_BYTES ((size_t) 1 << 26)

/* One line: "ffffffff81000000 T _text" and perhaps "\t[module]". */
typedef struct
{
  uint64_t address;
  char type;
  char *name; /* ends in a NUL */
  bool is_in_module;
} Line;

/* @at: (inout): the line's begin; then that of the next one. Writes NULs into the text.
 * Returns: false at the end; @line->name is NULL where it is no line of that form */
static bool
take_line (char **at,
           Line *line)
{
  char *begin = *at;
  char *end, *rest, *tab;

  line->name = NULL;
  if (*begin == '\0')
    return false;
  end = begin + strcspn (begin, "\n");
  *at = *end != '\0' ? end + 1 : end;
  *end = '\0';
  line->address = g_ascii_strtoull (begin, &rest, 16);
  if (rest == begin || rest[0] != ' ' || rest[1] == '\0' || rest[2] != ' ')
    return true;
  line->type = rest[1];
  line->name = rest + 3;
  tab = strchr (line->name, '\t');
  line->is_in_module = tab != NULL;
  if (tab != NULL)
    *tab = '\0';
  return true;
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

static bool
is_code (char type)
{
  return type == 'T' || type == 't' || type == 'W' || type == 'w';
}

static EmberBinding
get_binding (char type)
{
  if (type == 'W' || type == 'w')
    return EMBER_BINDING_WEAK;
  return type == 't' ? EMBER_BINDING_LOCAL : EMBER_BINDING_GLOBAL;
}

void
ember_kallsyms_offer (const EmberKallsyms *kallsyms,
                      uint64_t start,
                      EmberAddressLookup *lookup)
{
  const uint64_t shift = start != 0 ? start - kallsyms->start : 0;
  g_autofree char *text = g_strdup (kallsyms->text);
  char *at = text;
  Line line;

  while (take_line (&at, &line))
    if (line.name != NULL && line.name[0] != '$' && is_code (line.type))
      ember_address_lookup_offer (lookup, line.address + (line.is_in_module ? 0 : shift), 0, get_binding (line.type), line.name, "");
}
