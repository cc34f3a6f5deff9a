/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/folded-name.h"

#include <string.h>

#define ARROW "->"
#define UNKNOWN "[unknown]"
#define ANONYMOUS "(anonymous namespace)"

void
ember_folded_append_comm (GString *line,
                          const char *comm,
                          const EmberThread *thread,
                          EmberFoldedFlags flags)
{
  const gsize begin = line->len;

  g_string_append (line, comm);
  for (gsize i = begin; i < line->len; i++)
    if (line->str[i] == ' ')
      line->str[i] = '_';
  if ((flags & (EMBER_FOLDED_PID | EMBER_FOLDED_TID)) == 0)
    return;
  if (thread->pid < 0)
    g_string_append (line, "-?");
  else
    g_string_append_printf (line, "-%d", thread->pid);
  if ((flags & EMBER_FOLDED_TID) != 0)
    g_string_append_printf (line, "/%d", thread->tid);
}

static bool
is_kernel_module (const char *module)
{
  return (module[0] == '[' || g_str_has_suffix (module, "vmlinux")) && strstr (module, "unknown") == NULL;
}

/* A map of JIT code has the name perf-PID.map. */
static bool
is_jit_module (const char *module)
{
  for (const char *found = strstr (module, "perf-"); found != NULL; found = strstr (found + 1, "perf-"))
    {
      const char *digits = found + strlen ("perf-");
      const size_t n_digits = strspn (digits, "0123456789");

      if (n_digits > 0 && g_str_has_prefix (digits + n_digits, ".map"))
        return true;
    }
  return false;
}

/* "pkg.(*Type).Method" of Go: what stands in its parentheses is part of the name. */
static bool
is_go_method (const char *name)
{
  const char *open = strstr (name, ".(");

  return open != NULL && strstr (open + 2, ").") != NULL;
}

/* Where the list of arguments begins: the first parenthesis that is no anonymous namespace. */
static size_t
find_arguments (const char *name)
{
  const char *cursor = strchr (name, '(');

  while (cursor != NULL && g_str_has_prefix (cursor, ANONYMOUS))
    cursor = strchr (cursor + 1, '(');
  return cursor != NULL ? (size_t) (cursor - name) : strlen (name);
}

/* Appends a name without what has a meaning in folded text, or in a shell. */
static void
append_tidied (GString *line,
               const char *name,
               const char *comm)
{
  const size_t size = is_go_method (name) ? strlen (name) : find_arguments (name);
  const gsize begin = line->len;

  for (size_t i = 0; i < size; i++)
    if (name[i] != '"' && name[i] != '\'')
      g_string_append_c (line, name[i] == ';' ? ':' : name[i]);
  if (g_str_has_prefix (comm, "java") && line->str[begin] == 'L' && strchr (line->str + begin, '/') != NULL)
    g_string_erase (line, (gssize) begin, 1);
}

/* What stands for a frame without a symbol: the module's name and, if asked for, the address. */
static char *
dup_unknown (const char *module,
             uint64_t address,
             EmberFoldedFlags flags)
{
  const char *slash = strrchr (module, '/');
  const char *name = slash != NULL ? slash + 1 : module;

  if (module[0] == '\0' || g_str_equal (module, UNKNOWN))
    name = "unknown";
  if ((flags & EMBER_FOLDED_ADDRESSES) != 0)
    return g_strdup_printf ("[%s <%" G_GINT64_MODIFIER "x>]", name, address);
  return g_strdup_printf ("[%s]", name);
}

static void
append_function (GString *line,
                 const char *name,
                 const char *module,
                 uint64_t address,
                 const char *comm,
                 EmberFoldedFlags flags)
{
  if (g_str_equal (name, UNKNOWN))
    {
      g_autofree char *unknown = dup_unknown (module, address, flags);

      append_tidied (line, unknown, comm);
    }
  else
    append_tidied (line, name, comm);
}

/* "a->b->c" is a with b inlined and c inlined in that; empty parts at the end do not count. */
static GStrv
split_inlined (const char *name)
{
  GStrv parts = g_strsplit (name, ARROW, -1);

  for (guint n = g_strv_length (parts); n > 0 && parts[n - 1][0] == '\0'; n--)
    g_clear_pointer (&parts[n - 1], g_free);
  return parts;
}

void
ember_folded_append_frame (GString *line,
                           const EmberProfile *profile,
                           EmberFrameId id,
                           const char *comm,
                           EmberFoldedFlags flags)
{
  const EmberFrame *frame = ember_frames_get (ember_profile_get_frames (profile), id);
  const char *name = ember_profile_get_frame_name (profile, id);
  const char *module = ember_profile_get_frame_module (profile, id);
  g_auto (GStrv) parts = NULL;

  /* A process's name in the place of a symbol. */
  if (name[0] == '(')
    return;
  /* Where perf prints no symbol, stackcollapse-perf.pl takes the blank before the module for it. */
  if (name[0] == '\0')
    name = " ";
  parts = split_inlined (name);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_string_append_c (line, ';');
      append_function (line, parts[i], module, frame->address, comm, flags);
      if (i > 0)
        g_string_append (line, "_[i]");
      else if ((flags & EMBER_FOLDED_KERNEL) != 0 && is_kernel_module (module))
        g_string_append (line, "_[k]");
      else if ((flags & EMBER_FOLDED_JIT) != 0 && is_jit_module (module))
        g_string_append (line, "_[j]");
    }
}
