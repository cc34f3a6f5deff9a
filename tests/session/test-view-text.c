/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/view-text.h"

#include <string.h>

static void
add_condition (EmberView *view,
               EmberFilterKind kind,
               EmberMatch match,
               bool is_enabled,
               int32_t number,
               const char *text)
{
  const EmberFilterCondition condition = { kind, match, false, is_enabled, number, (char *) text };
  EmberFilter *more = ember_filter_with (view->filter, &condition);

  ember_filter_unref (view->filter);
  view->filter = more;
}

/* Everything is set, and nothing is plain. */
static EmberView *
full_view (void)
{
  EmberView *view = ember_view_new ();
  const char *zoom[] = { "java", "std::map<int; long>", "\xff\xfe%41", "", NULL };

  view->recording.path = g_strdup ("/tmp/with space/\xe4; 100%.perf");
  view->recording.size_bytes = UINT64_C (12345678901234);
  view->recording.hash = g_strdup ("0123abcd");
  view->baseline_recording.path = g_strdup ("/tmp/other\nfile");
  view->baseline_recording.size_bytes = 7;
  view->baseline_recording.hash = g_strdup ("beef");
  view->has_normalization = true;
  view->normalization = EMBER_PER_SAMPLE;
  view->has_basis = true;
  view->basis = EMBER_CHANGE_OF_SELF;
  view->is_flipped = true;
  view->shows_gone = true;
  view->below = g_strdup ("functions");
  view->event = g_strdup ("cycles:u");
  view->has_range = true;
  g_assert_true (ember_time_span_parse ("10.38-14.6", &view->range, NULL));
  view->has_band = true;
  g_assert_true (ember_band_span_parse ("200-300.5ms/5s", &view->band, NULL));
  view->has_baseline = true;
  g_assert_true (ember_time_span_parse ("@1-@2.000000001", &view->baseline, NULL));
  view->filter = ember_filter_new ();
  add_condition (view, EMBER_FILTER_COMM, EMBER_MATCH_WHOLE, true, 0, "a;b\xff c");
  add_condition (view, EMBER_FILTER_THREAD, EMBER_MATCH_WHOLE, false, 12, NULL);
  add_condition (view, EMBER_FILTER_FRAME, EMBER_MATCH_REGEX, true, 0, "^x\\d+;%$");
  view->search = g_strdup (" leading\tand\nlines; ü %20");
  view->search_is_regex = true;
  view->function = g_strdup ("a; b (c)");
  view->when = g_strdup ("f (comm)");
  view->zooms[EMBER_VIEW_GRAPH_MAIN] = (EmberViewZoom){ g_strdupv ((char **) zoom), 0.125, 0.75 };
  view->zooms[EMBER_VIEW_GRAPH_CALLEES] = (EmberViewZoom){ g_strdupv ((char **) zoom), 0.5, 1 };
  view->has_merge_level = true;
  view->merge_level = EMBER_MERGE_CPU;
  view->has_idle = true;
  view->with_idle = true;
  view->column_ns = 16667000;
  view->n_rows = 200;
  view->split = g_strdup ("thread");
  view->has_split_scale = true;
  view->has_own_scales = true;
  view->has_inlined = true;
  view->with_inlined = true;
  view->has_wall_clock = true;
  view->with_wall_clock = true;
  view->off_cpu_place = g_strdup ("spread");
  view->sort = g_strdup ("-total");
  view->has_map_time = true;
  g_assert_true (ember_time_span_parse ("0.5-", &view->map_time, NULL));
  view->map_low = 0.1;
  view->map_high = 1.0 / 3;
  view->palette = g_strdup ("viridis");
  view->scale = g_strdup ("sqrt");
  view->clip = 99.9;
  view->sibling_order = g_strdup ("weight");
  view->has_icicle = true;
  view->is_icicle = true;
  return view;
}

static void
assert_equal (const EmberView *a,
              const EmberView *b)
{
  g_assert_cmpstr (a->recording.path, ==, b->recording.path);
  g_assert_cmpuint (a->recording.size_bytes, ==, b->recording.size_bytes);
  g_assert_cmpstr (a->recording.hash, ==, b->recording.hash);
  g_assert_cmpstr (a->baseline_recording.path, ==, b->baseline_recording.path);
  g_assert_cmpuint (a->baseline_recording.size_bytes, ==, b->baseline_recording.size_bytes);
  g_assert_cmpstr (a->baseline_recording.hash, ==, b->baseline_recording.hash);
  g_assert_cmpint (a->has_normalization, ==, b->has_normalization);
  g_assert_cmpint (a->normalization, ==, b->normalization);
  g_assert_cmpint (a->has_basis, ==, b->has_basis);
  g_assert_cmpint (a->basis, ==, b->basis);
  g_assert_cmpint (a->is_flipped, ==, b->is_flipped);
  g_assert_cmpint (a->shows_gone, ==, b->shows_gone);
  g_assert_cmpstr (a->below, ==, b->below);
  g_assert_cmpstr (a->event, ==, b->event);
  g_assert_cmpint (a->has_range, ==, b->has_range);
  g_assert_cmpmem (&a->range.range, sizeof a->range.range, &b->range.range, sizeof b->range.range);
  g_assert_cmpint (a->range.is_absolute, ==, b->range.is_absolute);
  g_assert_cmpint (a->has_band, ==, b->has_band);
  g_assert_cmpmem (&a->band, sizeof a->band, &b->band, sizeof b->band);
  g_assert_cmpmem (&a->baseline.range, sizeof a->baseline.range, &b->baseline.range, sizeof b->baseline.range);
  g_assert_cmpint (a->baseline.is_absolute, ==, b->baseline.is_absolute);
  g_assert_true (ember_filter_equal (a->filter, b->filter));
  g_assert_cmpstr (a->search, ==, b->search);
  g_assert_cmpint (a->search_is_regex, ==, b->search_is_regex);
  g_assert_cmpstr (a->function, ==, b->function);
  g_assert_cmpstr (a->when, ==, b->when);
  for (int i = 0; i < EMBER_N_VIEW_GRAPHS; i++)
    {
      const EmberViewZoom *p = &a->zooms[i];
      const EmberViewZoom *q = &b->zooms[i];

      g_assert_true (p->names == q->names || g_strv_equal ((const char *const *) p->names, (const char *const *) q->names));
      g_assert_cmpfloat (p->begin, ==, q->begin);
      g_assert_cmpfloat (p->end, ==, q->end);
    }
  g_assert_cmpint (a->has_merge_level, ==, b->has_merge_level);
  g_assert_cmpint (a->merge_level, ==, b->merge_level);
  g_assert_cmpint (a->has_idle, ==, b->has_idle);
  g_assert_cmpint (a->with_idle, ==, b->with_idle);
  g_assert_cmpint (a->column_ns, ==, b->column_ns);
  g_assert_cmpuint (a->n_rows, ==, b->n_rows);
  g_assert_cmpstr (a->split, ==, b->split);
  g_assert_true (a->has_inlined == b->has_inlined && a->with_inlined == b->with_inlined);
  g_assert_true (a->has_wall_clock == b->has_wall_clock && a->with_wall_clock == b->with_wall_clock);
  g_assert_cmpstr (a->off_cpu_place, ==, b->off_cpu_place);
  g_assert_cmpstr (a->sort, ==, b->sort);
  g_assert_cmpint (a->has_map_time, ==, b->has_map_time);
  g_assert_cmpmem (&a->map_time.range, sizeof a->map_time.range, &b->map_time.range, sizeof b->map_time.range);
  g_assert_true (a->map_low == b->map_low && a->map_high == b->map_high);
  g_assert_cmpstr (a->palette, ==, b->palette);
  g_assert_cmpstr (a->scale, ==, b->scale);
  g_assert_cmpfloat (a->clip, ==, b->clip);
  g_assert_cmpstr (a->sibling_order, ==, b->sibling_order);
  g_assert_cmpint (a->has_icicle, ==, b->has_icicle);
  g_assert_cmpint (a->is_icicle, ==, b->is_icicle);
}

static void
test_what_is_written_is_read_again (void)
{
  g_autoptr (EmberView) view = full_view ();
  g_autofree char *text = ember_view_text_format (view);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberView) again = ember_view_text_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  assert_equal (view, again);
}

static void
test_what_is_not_set_stays_so (void)
{
  g_autoptr (EmberView) view = ember_view_new ();
  g_autofree char *text = ember_view_text_format (view);
  g_autoptr (EmberView) again = ember_view_text_parse (text, strlen (text), NULL);

  view->filter = ember_filter_new ();
  assert_equal (view, again);
}

static void
test_what_is_wrong_is_told (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "", "Key file does not have group “Emberscope View”" },
    { "[Emberscope View]\n", "Key file does not have key “version” in group “Emberscope View”" },
    { "[Emberscope View]\nversion=2\n", "the view is of a newer Emberscope" },
    { "[Emberscope View]\nversion=1\nrange=x\n", "range: “x” is no range of seconds; write it like 10.38-14.6 or @8122.5-@8124" },
    { "[Emberscope View]\nversion=1\nbaseline=2-1\n", "baseline: “2-1” ends before it begins" },
    { "[Emberscope View]\nversion=1\nband=2-1ms\n", "band: “2-1ms” ends before it begins" },
    { "[Emberscope View]\nversion=1\nfilters=pid=x;\n", "filters: “pid=x” is no filter; it needs a number" },
    { "[Emberscope View]\nversion=1\nfilters=frame~(;\n", "filters: Error while compiling regular expression ‘(’ at char 1: missing terminating )" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ember_view_text_parse (cases[i].text, strlen (cases[i].text), &error));
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_values_out_of_bounds_are_left_out (void)
{
  static const char text[] = "[Emberscope View]\nversion=1\ncolumn=-3\nrows=5000\nclip=12\nzoom=a;b;\nzoom-part=0.5;0.25\nmerge=nonsense\nsearch=%FF\n";
  g_autoptr (EmberView) view = ember_view_text_parse (text, strlen (text), NULL);

  g_assert_cmpint (view->column_ns, ==, 0);
  g_assert_cmpuint (view->n_rows, ==, 0);
  g_assert_cmpfloat (view->clip, ==, 0);
  g_assert_cmpfloat (view->zooms[EMBER_VIEW_GRAPH_MAIN].begin, ==, 0);
  g_assert_cmpfloat (view->zooms[EMBER_VIEW_GRAPH_MAIN].end, ==, 1);
  g_assert_cmpint (view->merge_level, ==, EMBER_MERGE_COMM);
  g_assert_null (view->search);
}

/* Bytes are changed one at a time, and the text cut at each place. */
static void
test_damage_never_crashes (void)
{
  g_autoptr (EmberView) view = full_view ();
  g_autofree char *text = ember_view_text_format (view);
  const size_t size_bytes = strlen (text);

  for (size_t i = 0; i < size_bytes; i++)
    {
      const char before = text[i];
      g_autoptr (EmberView) cut = ember_view_text_parse (text, i, NULL);
      g_autoptr (EmberView) changed = NULL;

      if (cut != NULL)
        g_assert_nonnull (cut->filter);
      text[i] = (char) (i * 37);
      changed = ember_view_text_parse (text, size_bytes, NULL);
      text[i] = before;
      if (changed != NULL)
        g_assert_nonnull (changed->filter);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view-text/what-is-written-is-read-again", test_what_is_written_is_read_again);
  g_test_add_func ("/view-text/what-is-not-set-stays-so", test_what_is_not_set_stays_so);
  g_test_add_func ("/view-text/what-is-wrong-is-told", test_what_is_wrong_is_told);
  g_test_add_func ("/view-text/values-out-of-bounds-are-left-out", test_values_out_of_bounds_are_left_out);
  g_test_add_func ("/view-text/damage-never-crashes", test_damage_never_crashes);
  return g_test_run ();
}
