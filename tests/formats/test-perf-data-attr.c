/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-attr.h"

#define EXCLUDE_GUEST EMBER_PERF_FLAG_EXCLUDE_GUEST
#define PRECISION(n) ((uint64_t) (n) << 15)

typedef struct
{
  uint32_t type;
  uint64_t config;
  uint64_t flags;
  const char *name;
} NameCase;

static const NameCase name_cases[] = {
  { 0, 0, EXCLUDE_GUEST, "cycles" },
  { 0, 0, 0, "cycles:HG" },
  { 0, 1, PRECISION (2) | EXCLUDE_GUEST, "instructions:ppH" },
  { 0, 5, PRECISION (3), "branch-misses:ppp" },
  { 0, 0, EMBER_PERF_FLAG_EXCLUDE_KERNEL | EMBER_PERF_FLAG_EXCLUDE_HV, "cycles:u" },
  { 0, 0, EMBER_PERF_FLAG_EXCLUDE_USER | PRECISION (1), "cycles:khp" },
  { 0, 0, EXCLUDE_GUEST | EMBER_PERF_FLAG_EXCLUDE_HOST, "cycles" },
  { 0, 99, EXCLUDE_GUEST, "unknown-hardware" },
  { 1, 0, EXCLUDE_GUEST, "cpu-clock" },
  { 1, 9, 0, "dummy:HG" },
  { 2, 317, 0, "tracepoint:317" },
  { 3, 0, EXCLUDE_GUEST, "L1-dcache-loads" },
  { 3, 2 | 1 << 8 | 1 << 16, EXCLUDE_GUEST, "LLC-store-misses" },
  { 3, 200, EXCLUDE_GUEST, "unknown-ext-hardware-cache-type" },
  { 4, 0x1c2, EXCLUDE_GUEST, "raw 0x1c2" },
  { 11, 1, EXCLUDE_GUEST, "type-11/config=0x1/" },
};

static void
test_names_are_made_as_perf_makes_them (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (name_cases); i++)
    {
      const EmberPerfAttr attr = { .type = name_cases[i].type, .config = name_cases[i].config, .flags = name_cases[i].flags };
      g_autofree char *name = ember_perf_attr_dup_name (&attr);

      g_assert_cmpstr (name, ==, name_cases[i].name);
    }
}

static void
test_an_attr_that_lies_about_its_size_is_refused (void)
{
  uint8_t bytes[112] = { 0 };
  EmberPerfAttr attr;

  for (uint32_t size = 1; size < 300; size++)
    {
      EmberPerfBytes piece = ember_perf_bytes (bytes, sizeof bytes, false);
      const uint32_t stored = GUINT32_TO_LE (size);

      memcpy (bytes + 4, &stored, 4);
      g_assert_cmpint (ember_perf_attr_parse (&attr, &piece, sizeof bytes), ==, size >= 64 && size <= 112);
    }
}

static void
test_an_id_belongs_to_the_first_event_that_has_it (void)
{
  EmberPerfAttrs attrs;

  ember_perf_attrs_init (&attrs);
  for (uint64_t i = 0; i < 1000; i++)
    ember_perf_attrs_add_id (&attrs, (uint32_t) (i % 7), i * 0x100000001);
  ember_perf_attrs_add_id (&attrs, 6, 0);
  for (uint64_t i = 0; i < 1000; i++)
    g_assert_cmpuint (ember_perf_attrs_find (&attrs, i * 0x100000001), ==, i % 7);
  g_assert_cmpuint (ember_perf_attrs_find (&attrs, 12345), ==, EMBER_PERF_NO_ATTR);
  ember_perf_attrs_clear (&attrs);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-data-attr/names-are-made-as-perf-makes-them", test_names_are_made_as_perf_makes_them);
  g_test_add_func ("/perf-data-attr/an-attr-that-lies-about-its-size-is-refused", test_an_attr_that_lies_about_its_size_is_refused);
  g_test_add_func ("/perf-data-attr/an-id-belongs-to-the-first-event-that-has-it", test_an_id_belongs_to_the_first_event_that_has_it);
  return g_test_run ();
}
