/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/amount-text.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <langinfo.h>
#include <math.h>
#include <string.h>

/* What an event's weight counts: a piece of its name. */
typedef struct
{
  const char *name;
  size_t n; /* 0: not known */
  bool is_time;
} Unit;

/* Puts @separator between groups of three digits. */
static char *
group_digits (const char *digits,
              const char *separator)
{
  const size_t n = strlen (digits);
  GString *text = g_string_sized_new (2 * n);

  for (size_t i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append (text, separator);
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

char *
ember_amount_text_dup (uint64_t amount)
{
  g_autofree char *digits = g_strdup_printf ("%" PRIu64, amount);
  g_autofree char *text = g_strdup_printf ("%'" PRIu64, amount);

  if (!g_str_equal (text, digits) && g_utf8_validate (text, -1, NULL))
    return g_steal_pointer (&text);
  return group_digits (digits, g_str_equal (nl_langinfo (RADIXCHAR), ",") ? "\u202f" : ",");
}

char *
ember_amount_text_dup_samples (uint64_t n_samples)
{
  g_autofree char *number = ember_amount_text_dup (n_samples);

  /* Translators: %s is a number in groups of digits, as in "5,120 samples" */
  return g_strdup_printf (ngettext ("%s sample", "%s samples", (gulong) n_samples), number);
}

char *
ember_amount_text_dup_percent (double percent,
                               int n_decimals)
{
  const double least = pow (10, -n_decimals);

  if (percent > 0 && percent < least / 2)
    /* Translators: less than a percentage that is the least one shown, as in "< 0.1 %" */
    return g_strdup_printf (C_ ("amount", "< %.*f %%"), n_decimals, least);
  /* Translators: a percentage, as in "12.3 %" */
  return g_strdup_printf (C_ ("amount", "%.*f %%"), n_decimals, percent);
}

char *
ember_amount_text_dup_share (uint64_t part,
                             uint64_t all,
                             int n_decimals)
{
  return ember_amount_text_dup_percent (all > 0 ? 100.0 * (double) part / (double) all : 0, n_decimals);
}

char *
ember_amount_text_dup_time (uint64_t time_ns)
{
  static const struct
  {
    uint64_t size_ns;
    const char *name;
  } units[] = {
    { EMBER_SECOND_NS, NC_ ("unit of time", "s") },
    { 1000000, NC_ ("unit of time", "ms") },
    { 1000, NC_ ("unit of time", "µs") },
    { 1, NC_ ("unit of time", "ns") },
  };
  g_autofree char *number = NULL;
  double value;
  size_t i = 0;

  /* What would round to a thousand is one of the next unit. */
  while (i + 1 < G_N_ELEMENTS (units) && time_ns < units[i].size_ns - units[i].size_ns / 2000)
    i++;
  value = (double) time_ns / (double) units[i].size_ns;
  if (value >= 999.5 || units[i].size_ns == 1)
    number = ember_amount_text_dup (time_ns / units[i].size_ns + (time_ns % units[i].size_ns >= MAX (units[i].size_ns / 2, 1)));
  else
    number = g_strdup_printf ("%.*f", 2 - (value >= 9.995) - (value >= 99.95), value);
  /* Translators: a number and its unit, as in "2.18 s" */
  return g_strdup_printf (C_ ("amount", "%s %s"), number, g_dpgettext2 (NULL, "unit of time", units[i].name));
}

/* The kernel counts these in nanoseconds. */
static bool
is_time (const char *name,
         size_t n)
{
  static const char *const names[] = { "cpu-clock", "task-clock", "offcpu-time" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == n && memcmp (name, names[i], n) == 0)
      return true;
  return false;
}

/* "cycles" of "cycles:ppp" and of "cpu_core/cycles/u"; nothing of tracepoints and of numbers. */
static Unit
get_unit (const char *event)
{
  const char *slash = strchr (event, '/');
  const char *name = slash != NULL ? slash + 1 : event;
  const size_t n = strcspn (name, slash != NULL ? "/" : ":");
  const char *modifiers = name[n] != '\0' ? name + n + 1 : "";

  if (g_str_has_prefix (event, "sched:sched_stat_"))
    return (Unit){ event, strlen (event), true };
  modifiers += modifiers[0] == ':';
  if (modifiers[strspn (modifiers, "ukhvGHIpPSDWeb")] != '\0' || memchr (name, '=', n) != NULL)
    return (Unit){ "", 0, false };
  return (Unit){ name, n, is_time (name, n) };
}

static bool
units_equal (Unit a,
             Unit b)
{
  return a.is_time == b.is_time && (a.is_time || (a.n == b.n && memcmp (a.name, b.name, a.n) == 0));
}

/* The one unit of all events of the set, or none. */
static Unit
get_common_unit (const EmberTableSet *set)
{
  const EmberStrings *strings = ember_profile_get_strings (set->profile);
  uint32_t n_events;
  const EmberEvent *events = ember_profile_get_events (set->profile, &n_events);
  Unit common = { "", 0, false };

  for (uint32_t i = 0; i < set->n_tables; i++)
    {
      const EmberEvent *event = &events[set->tables[i]->event];
      const Unit unit = event->is_span ? (Unit){ "", 0, true } : get_unit (ember_strings_get (strings, event->name));

      if (i > 0 && !units_equal (unit, common))
        return (Unit){ "", 0, false };
      common = unit;
    }
  return common;
}

char *
ember_amount_text_dup_weight (const EmberTableSet *set,
                              uint64_t weight)
{
  const Unit unit = get_common_unit (set);
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;

  if (unit.is_time)
    return ember_amount_text_dup_time (weight);
  number = ember_amount_text_dup (weight);
  if (unit.n == 0)
    /* Translators: a sum of weights whose unit is not known, as in "weight 41,200" */
    return g_strdup_printf (_ ("weight %s"), number);
  name = g_utf8_make_valid (unit.name, (gssize) unit.n);
  /* Translators: a number and its unit, as in "41,200 cycles" */
  return g_strdup_printf (C_ ("amount", "%s %s"), number, name);
}

char *
ember_amount_text_dup_bare_weight (const EmberTableSet *set,
                                   uint64_t weight)
{
  return get_common_unit (set).is_time ? ember_amount_text_dup_time (weight) : ember_amount_text_dup (weight);
}
