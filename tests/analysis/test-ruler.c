/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/ruler.h"

#include <math.h>

#include "support/scene-recording.h"
#include "support/small-profile.h"

/* A recording of a made-up machine, and what is known of the pattern in it. */
typedef struct
{
  EmberProfile *profile;
  EmberTableSet *set;
  EmberSamplingClock clock;
  EmberPattern truth;
} Recording;

static void
record (Recording *recording,
        const char *text)
{
  g_autoptr (GArray) truth = NULL;

  recording->profile = scene_recording_new (text, &truth);
  recording->set = ember_table_set_new (recording->profile, NULL, 0, false);
  recording->clock = ember_sampling_clock_new (recording->set);
  recording->truth = g_array_index (truth, EmberPattern, 0);
}

static void
recording_clear (Recording *recording)
{
  ember_table_set_free (recording->set);
  ember_profile_unref (recording->profile);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recording, recording_clear)

/* How far the line of wakeups climbs from column to column. */
static double
get_climb (const Recording *recording,
           const EmberHeatmapGrid *grid)
{
  const double period_ns = recording->truth.period_s * 1e9;
  const double column_ns = (double) grid->column_ns;

  return period_ns < column_ns ? period_ns * round (column_ns / period_ns) - column_ns
                               : (period_ns - round (period_ns / column_ns) * column_ns) / round (period_ns / column_ns);
}

/* The line from the cell of a wakeup to the last column that it does not leave. */
static EmberRuler
follow (const EmberHeatmapGrid *grid,
        int64_t wakeup_ns,
        double climb_ns)
{
  const double row_ns = (double) grid->column_ns / grid->n_rows;
  EmberRuler ruler = { { 0, 0 }, { 0, 0 }, 0 };
  double row;

  ember_heatmap_grid_find (grid, wakeup_ns, &ruler.from);
  row = (double) (wakeup_ns - ember_heatmap_grid_get_column (grid, ruler.from.column).begin_ns) / row_ns;
  ruler.to = ruler.from;
  while (ruler.to.column + 1 < grid->n_columns && row + climb_ns / row_ns >= 0 && row + climb_ns / row_ns < grid->n_rows)
    {
      row += climb_ns / row_ns;
      ruler.to.column++;
    }
  ruler.to.row = (uint32_t) row;
  return ruler;
}

static uint32_t
miss (const EmberHeatmapGrid *grid,
      uint32_t row,
      int n_rows)
{
  return (uint32_t) CLAMP ((double) row + n_rows, 0, grid->n_rows - 1);
}

/* Lays a ruler along the longest line of wakeups, with ends that miss it by some rows. */
static EmberRuler
lay (const Recording *recording,
     const EmberHeatmapGrid *grid,
     int miss_from,
     int miss_to)
{
  const double climb_ns = get_climb (recording, grid);
  EmberRuler longest = { { 0, 0 }, { 0, 0 }, 0 };

  for (double time = (double) recording->truth.range.begin_ns; time < (double) recording->truth.range.end_ns; time += recording->truth.period_s * 1e9)
    {
      const EmberRuler ruler = follow (grid, (int64_t) time, climb_ns);

      if (ruler.to.column - ruler.from.column > longest.to.column - longest.from.column)
        longest = ruler;
    }
  longest.from.row = miss (grid, longest.from.row, miss_from);
  longest.to.row = miss (grid, longest.to.row, miss_to);
  return longest;
}

static EmberRulerReading
read_ruler (const Recording *recording,
            const EmberHeatmapGrid *grid,
            const EmberRuler *ruler)
{
  EmberRulerReading reading;

  g_assert_true (ember_ruler_read (ruler, recording->set, grid, &recording->clock, NULL, &reading));
  return reading;
}

static void
check_busy (const char *scene,
            int64_t column_ns,
            uint32_t n_rows,
            double spacing)
{
  static const int misses[][2] = { { 0, 0 }, { 2, 1 }, { -1, -2 }, { -2, 2 }, { 2, -2 } };
  g_auto (Recording) recording = { 0 };
  EmberHeatmapGrid grid;

  record (&recording, scene);
  grid = ember_heatmap_grid_new (recording.profile, column_ns, n_rows);
  for (size_t i = 0; i < G_N_ELEMENTS (misses); i++)
    {
      const EmberRuler ruler = lay (&recording, &grid, misses[i][0], misses[i][1]);
      const EmberRulerReading reading = read_ruler (&recording, &grid, &ruler);

      g_test_message ("%s, column %g s, %u rows, %d %d: %u to %u, %s, %u wakeups, spacing %g, busy %.3f ± %.3f ms of %.3f, period %.5f ± %.5f of %.5f",
                      scene, (double) column_ns / 1e9, n_rows, misses[i][0], misses[i][1], ruler.from.column, ruler.to.column, reading.is_snapped ? "snapped" : "drawn",
                      reading.n_wakeups, reading.spacing, reading.busy_ms, reading.busy_bound_ms, recording.truth.busy_ms, reading.period_s, reading.period_bound_s, recording.truth.period_s);
      g_assert_true (reading.is_snapped);
      g_assert_cmpfloat_with_epsilon (reading.spacing, spacing, 1e-9);
      g_assert_true (reading.has_busy);
      g_assert_cmpfloat_with_epsilon (reading.busy_ms, recording.truth.busy_ms, 0.1 * recording.truth.busy_ms);
      g_assert_cmpfloat_with_epsilon (reading.period_s, recording.truth.period_s, MAX (reading.period_bound_s * 1.5, 1e-4));
    }
}

static void
test_work_of_busy_waits_is_measured_to_a_tenth (void)
{
  check_busy ("busy-wait-5ms", EMBER_SECOND_NS, 50, 1);
  check_busy ("busy-wait-20ms", EMBER_SECOND_NS, 50, 1);
  check_busy ("busy-wait-80ms", EMBER_SECOND_NS, 50, 1);
  check_busy ("busy-wait-twice-a-second", EMBER_SECOND_NS, 50, 2);
  check_busy ("busy-wait-each-5-seconds", EMBER_SECOND_NS, 50, 0.2);
}

static void
test_columns_and_rows_of_any_size_measure_the_same (void)
{
  check_busy ("busy-wait-20ms", EMBER_SECOND_NS, 20, 1);
  check_busy ("busy-wait-20ms", EMBER_SECOND_NS, 100, 1);
  check_busy ("busy-wait-20ms", 2 * EMBER_SECOND_NS, 50, 2);
  check_busy ("busy-wait-20ms", EMBER_SECOND_NS / 2, 50, 0.5);
  check_busy ("busy-wait-twice-a-second", EMBER_SECOND_NS / 2, 50, 1);
  check_busy ("busy-wait-each-5-seconds", 5 * EMBER_SECOND_NS, 200, 1);
}

static void
test_other_work_and_rates_of_sampling_do_not_matter (void)
{
  check_busy ("busy-wait-5ms,hz=99,seconds=120", EMBER_SECOND_NS, 50, 1);
  check_busy ("busy-wait-5ms,hz=499,noise=0.4", EMBER_SECOND_NS, 50, 1);
  check_busy ("busy-wait-20ms,noise=0.4", EMBER_SECOND_NS, 50, 1);
  check_busy ("busy-wait-80ms,noise=0.2,cpus=16", EMBER_SECOND_NS, 50, 1);
  check_busy ("busy-wait-twice-a-second,hz=99", EMBER_SECOND_NS, 50, 2);
  check_busy ("busy-wait-each-5-seconds,noise=0.2,hz=99", EMBER_SECOND_NS, 50, 0.2);
}

static void
test_a_ruler_laid_backwards_reads_the_same (void)
{
  g_auto (Recording) recording = { 0 };
  EmberHeatmapGrid grid;
  EmberRuler ruler, back;
  EmberRulerReading reading, reading_back;

  record (&recording, "busy-wait-20ms");
  grid = ember_heatmap_grid_new (recording.profile, EMBER_SECOND_NS, 50);
  ruler = lay (&recording, &grid, 0, 0);
  back = (EmberRuler){ ruler.to, ruler.from, 0 };
  reading = read_ruler (&recording, &grid, &ruler);
  reading_back = read_ruler (&recording, &grid, &back);
  g_assert_cmpfloat (reading.busy_ms, ==, reading_back.busy_ms);
  g_assert_cmpfloat (reading.angle_deg, ==, reading_back.angle_deg);
  g_assert_cmpfloat_with_epsilon (reading.begin_row, reading_back.end_row, 1e-6);
  g_assert_cmpint (reading.n_columns, ==, -reading_back.n_columns);
  g_assert_cmpuint (reading.n_samples, ==, reading_back.n_samples);
}

static void
test_a_snapped_line_is_the_one_of_the_wakeups (void)
{
  g_auto (Recording) recording = { 0 };
  EmberHeatmapGrid grid;
  EmberRuler ruler, missed;
  EmberRulerReading reading;

  record (&recording, "busy-wait-20ms");
  grid = ember_heatmap_grid_new (recording.profile, EMBER_SECOND_NS, 50);
  ruler = lay (&recording, &grid, 0, 0);
  missed = lay (&recording, &grid, 2, -2);
  reading = read_ruler (&recording, &grid, &missed);
  g_assert_cmpfloat_with_epsilon (reading.begin_row, ruler.from.row + 0.5, 1);
  g_assert_cmpfloat_with_epsilon (reading.end_row, ruler.to.row + 0.5, 1);
  g_assert_cmpfloat_with_epsilon (ember_ruler_reading_get_row (&reading, &missed, missed.to.column), reading.end_row, 1e-9);
}

static void
test_of_two_threads_the_one_under_the_ruler_is_measured (void)
{
  g_auto (Recording) recording = { 0 };
  EmberHeatmapGrid grid;
  EmberRuler ruler;

  record (&recording, "busy-wait-20ms,threads=2");
  grid = ember_heatmap_grid_new (recording.profile, EMBER_SECOND_NS, 50);
  ruler = lay (&recording, &grid, 0, 0);
  g_assert_cmpuint (read_ruler (&recording, &grid, &ruler).thread, ==, recording.truth.thread);
}

static void
test_a_timer_shows_its_period_and_no_work (void)
{
  g_auto (Recording) recording = { 0 };
  EmberHeatmapGrid grid;
  EmberRuler ruler;
  EmberRulerReading reading;

  record (&recording, "twice-a-second");
  grid = ember_heatmap_grid_new (recording.profile, EMBER_SECOND_NS, 50);
  ruler = lay (&recording, &grid, 0, 0);
  ruler.to.row = ruler.from.row;
  reading = read_ruler (&recording, &grid, &ruler);
  g_assert_cmpint (reading.kind, ==, EMBER_RULER_LEVEL);
  g_assert_true (reading.is_snapped);
  g_assert_cmpfloat (reading.spacing, ==, 2);
  g_assert_cmpfloat_with_epsilon (reading.period_s, 0.5, reading.period_bound_s);
  g_assert_false (reading.has_busy);
  g_assert_cmpint (reading.duration_ns, ==, reading.n_columns * EMBER_SECOND_NS);
}

static void
test_noise_is_no_line (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_auto (Recording) recording = { 0 };
  EmberHeatmapGrid grid;
  uint32_t n_snapped = 0;

  record (&recording, "cpu-25");
  grid = ember_heatmap_grid_new (recording.profile, EMBER_SECOND_NS, 50);
  for (int i = 0; i < 200; i++)
    {
      const EmberRuler ruler = {
        { (uint32_t) g_rand_int_range (rand, 0, 20), (uint32_t) g_rand_int_range (rand, 0, 50) },
        { (uint32_t) g_rand_int_range (rand, 30, (gint32) grid.n_columns), (uint32_t) g_rand_int_range (rand, 0, 50) },
        0
      };

      n_snapped += read_ruler (&recording, &grid, &ruler).is_snapped;
    }
  g_test_message ("%u of 200", n_snapped);
  g_assert_cmpuint (n_snapped, <=, 4);
}

static void
test_as_drawn_the_formula_holds (void)
{
  const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, 60, 50, false, 0 };
  const EmberRuler ruler = { { 2, 3 }, { 12, 13 }, 0 };
  const EmberRuler twice = { { 2, 3 }, { 12, 33 }, 2 };
  const EmberRuler seldom = { { 2, 3 }, { 12, 8 }, 0.2 };
  EmberRulerReading reading = ember_ruler_read_drawn (&ruler, &grid);

  g_assert_cmpint (reading.kind, ==, EMBER_RULER_SLOPE);
  g_assert_cmpint (reading.n_columns, ==, 10);
  g_assert_cmpint (reading.n_rows, ==, 10);
  g_assert_cmpfloat_with_epsilon (reading.angle_deg, 45, 1e-9);
  g_assert_cmpfloat_with_epsilon (reading.busy_ms, 20, 1e-9);
  g_assert_cmpfloat_with_epsilon (reading.busy_bound_ms, 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (reading.drift_ms_per_s, 20, 1e-9);
  g_assert_cmpfloat_with_epsilon (reading.period_s, 1.02, 1e-9);
  reading = ember_ruler_read_drawn (&twice, &grid);
  g_assert_cmpfloat_with_epsilon (reading.busy_ms, 1000.0 / (50 * 2) * tan (reading.angle_deg * G_PI / 180), 1e-9);
  g_assert_cmpfloat_with_epsilon (reading.busy_ms, 30, 1e-9);
  g_assert_cmpfloat_with_epsilon (reading.period_s, 0.53, 1e-9);
  reading = ember_ruler_read_drawn (&seldom, &grid);
  g_assert_cmpfloat_with_epsilon (reading.busy_ms, 1000.0 / (50 * 0.2) * tan (reading.angle_deg * G_PI / 180), 1e-9);
  g_assert_cmpfloat_with_epsilon (reading.period_s, 5.05, 1e-9);
}

static void
test_a_line_that_falls_tells_a_period_but_no_work (void)
{
  const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, 60, 50, false, 0 };
  const EmberRulerReading reading = ember_ruler_read_drawn (&(EmberRuler){ { 2, 23 }, { 12, 13 }, 0 }, &grid);

  g_assert_cmpfloat_with_epsilon (reading.angle_deg, -45, 1e-9);
  g_assert_cmpfloat_with_epsilon (reading.period_s, 0.98, 1e-9);
  g_assert_false (reading.has_busy);
}

/* 4 CPUs at 100 Hz, of which one works from 200 to 400 ms. */
static EmberProfile *
make_profile (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (int64_t i = 0; i < 500; i++)
    small_profile_add (builder, i * 10000000, "a", 1, "cycles", i >= 20 && i < 40 ? "main" : "rest", 1);
  return ember_profile_builder_freeze (builder);
}

static void
test_an_upright_ruler_reads_duration_samples_and_utilization (void)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberSamplingClock clock = { .is_known = true, .period_ns = 1e7, .n_cpus = 4 };
  const EmberSamplingClock unknown = { .period_ns = 1e7, .n_cpus = 4 };
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 50);
  const EmberRuler ruler = { { 0, 19 }, { 0, 10 }, 0 };
  EmberRulerReading reading;

  g_assert_true (ember_ruler_read (&ruler, set, &grid, &clock, NULL, &reading));
  g_assert_cmpint (reading.kind, ==, EMBER_RULER_UPRIGHT);
  g_assert_cmpint (reading.duration_ns, ==, 200000000);
  g_assert_cmpuint (reading.n_samples, ==, 20);
  g_assert_cmpfloat_with_epsilon (reading.utilization, 0.25, 1e-9);
  g_assert_cmpfloat (reading.angle_deg, ==, -90);
  g_assert_cmpint (reading.n_rows, ==, -9);
  g_assert_true (ember_ruler_read (&ruler, set, &grid, &unknown, NULL, &reading));
  g_assert_cmpfloat (reading.utilization, ==, -1);
}

static void
test_one_cell_is_an_upright_ruler (void)
{
  const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, 60, 50, false, 0 };
  const EmberRulerReading reading = ember_ruler_read_drawn (&(EmberRuler){ { 2, 3 }, { 2, 3 }, 0 }, &grid);

  g_assert_cmpint (reading.kind, ==, EMBER_RULER_UPRIGHT);
  g_assert_cmpint (reading.duration_ns, ==, 20000000);
}

static void
test_a_level_ruler_counts_the_cells_it_passes (void)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberSamplingClock clock = { .is_known = true, .period_ns = 1e7, .n_cpus = 4 };
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 50);
  EmberRulerReading reading;

  g_assert_true (ember_ruler_read (&(EmberRuler){ { 1, 5 }, { 4, 5 }, 0 }, set, &grid, &clock, NULL, &reading));
  g_assert_cmpint (reading.duration_ns, ==, 3 * EMBER_SECOND_NS);
  g_assert_cmpuint (reading.n_samples, ==, 8);
  g_assert_cmpfloat_with_epsilon (reading.utilization, 0.25, 1e-9);
}

static void
test_cancelling_reads_nothing (void)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const EmberSamplingClock clock = { .is_known = true, .period_ns = 1e7, .n_cpus = 4 };
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 50);
  EmberRulerReading reading;

  g_cancellable_cancel (cancellable);
  g_assert_false (ember_ruler_read (&(EmberRuler){ { 1, 5 }, { 4, 5 }, 0 }, set, &grid, &clock, cancellable, &reading));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ruler/work-of-busy-waits-is-measured-to-a-tenth", test_work_of_busy_waits_is_measured_to_a_tenth);
  g_test_add_func ("/ruler/columns-and-rows-of-any-size-measure-the-same", test_columns_and_rows_of_any_size_measure_the_same);
  g_test_add_func ("/ruler/other-work-and-rates-of-sampling-do-not-matter", test_other_work_and_rates_of_sampling_do_not_matter);
  g_test_add_func ("/ruler/a-ruler-laid-backwards-reads-the-same", test_a_ruler_laid_backwards_reads_the_same);
  g_test_add_func ("/ruler/a-snapped-line-is-the-one-of-the-wakeups", test_a_snapped_line_is_the_one_of_the_wakeups);
  g_test_add_func ("/ruler/of-two-threads-the-one-under-the-ruler-is-measured", test_of_two_threads_the_one_under_the_ruler_is_measured);
  g_test_add_func ("/ruler/a-timer-shows-its-period-and-no-work", test_a_timer_shows_its_period_and_no_work);
  g_test_add_func ("/ruler/noise-is-no-line", test_noise_is_no_line);
  g_test_add_func ("/ruler/as-drawn-the-formula-holds", test_as_drawn_the_formula_holds);
  g_test_add_func ("/ruler/a-line-that-falls-tells-a-period-but-no-work", test_a_line_that_falls_tells_a_period_but_no_work);
  g_test_add_func ("/ruler/an-upright-ruler-reads-duration-samples-and-utilization", test_an_upright_ruler_reads_duration_samples_and_utilization);
  g_test_add_func ("/ruler/one-cell-is-an-upright-ruler", test_one_cell_is_an_upright_ruler);
  g_test_add_func ("/ruler/a-level-ruler-counts-the-cells-it-passes", test_a_level_ruler_counts_the_cells_it_passes);
  g_test_add_func ("/ruler/cancelling-reads-nothing", test_cancelling_reads_nothing);
  return g_test_run ();
}
