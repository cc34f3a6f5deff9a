/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/off-cpu.h"

#include <glib.h>

static void
add (EmberColumn *switches,
     int64_t time_ns,
     int32_t tid,
     int32_t out,
     int32_t in)
{
  *(EmberSwitch *) ember_column_grow (switches, 1) = (EmberSwitch){ .time_ns = time_ns, .tid = tid, .out = out, .in = in };
}

static void
add_in (EmberColumn *switches,
        int64_t time_ns,
        int32_t tid)
{
  add (switches, time_ns, tid, -1, -1);
  ((EmberSwitch *) switches->data)[switches->n - 1].event = EMBER_SWITCH_NO_EVENT;
}

/* Measures and clears.
 * @wanted: as many as there are switches */
static void
assert_waits (EmberColumn *switches,
              const int64_t *wanted,
              size_t n)
{
  int64_t waits_ns[16];

  g_assert_cmpuint (switches->n, ==, n);
  g_assert_true (ember_off_cpu_measure (switches, waits_ns));
  for (size_t i = 0; i < n; i++)
    g_assert_cmpint (waits_ns[i], ==, wanted[i]);
  ember_column_clear (switches);
}

#define ASSERT_WAITS(switches, ...) \
  assert_waits (switches, (const int64_t[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const int64_t[]){ __VA_ARGS__ })))

static void
test_a_wait_ends_when_the_thread_is_back (void)
{
  EmberColumn switches;

  ember_column_init (&switches, sizeof (EmberSwitch));
  add (&switches, 100, 1, 1, 2);
  add (&switches, 150, 2, 2, 3);
  add (&switches, 400, 3, 3, 1);
  add (&switches, 500, 1, 1, 2);
  ASSERT_WAITS (&switches, 300, 350, EMBER_OFF_CPU_NOT_BACK, EMBER_OFF_CPU_NOT_BACK);
}

static void
test_the_idle_task_never_waits (void)
{
  EmberColumn switches;

  ember_column_init (&switches, sizeof (EmberSwitch));
  add (&switches, 100, 1, 1, 0);
  add (&switches, 300, 0, 0, 1);
  ASSERT_WAITS (&switches, 200, EMBER_OFF_CPU_NO_WAIT);
}

static void
test_switches_come_in_any_order (void)
{
  EmberColumn switches;

  ember_column_init (&switches, sizeof (EmberSwitch));
  add (&switches, 400, 3, 3, 1);
  add (&switches, 100, 1, 1, 2);
  ASSERT_WAITS (&switches, EMBER_OFF_CPU_NOT_BACK, 300);
}

static void
test_who_leaves_twice_was_not_seen_in_between (void)
{
  EmberColumn switches;

  ember_column_init (&switches, sizeof (EmberSwitch));
  add (&switches, 100, 1, 1, 0);
  add (&switches, 200, 1, 1, 2);
  add (&switches, 300, 2, 2, 1);
  ASSERT_WAITS (&switches, EMBER_OFF_CPU_UNSEEN, 100, EMBER_OFF_CPU_NOT_BACK);
}

/* In a container the recording has numbers of its own: 1 is the kernel's 4001. */
static void
test_records_name_threads_as_samples_do (void)
{
  EmberColumn switches;

  ember_column_init (&switches, sizeof (EmberSwitch));
  add (&switches, 100, 1, 4001, 4002);
  add (&switches, 200, 2, 4002, 1);
  add_in (&switches, 300, 1);
  add_in (&switches, 350, 1);
  ASSERT_WAITS (&switches, 200, EMBER_OFF_CPU_NOT_BACK, EMBER_OFF_CPU_NO_WAIT, EMBER_OFF_CPU_NO_WAIT);
}

static void
test_records_alone_end_waits (void)
{
  EmberColumn switches;

  ember_column_init (&switches, sizeof (EmberSwitch));
  add_in (&switches, 50, 5);
  add (&switches, 100, 5, -1, -1);
  add_in (&switches, 170, 5);
  add (&switches, 180, -1, -1, -1);
  ASSERT_WAITS (&switches, EMBER_OFF_CPU_NO_WAIT, 70, EMBER_OFF_CPU_NO_WAIT, EMBER_OFF_CPU_NO_WAIT);
}

static void
test_nothing_ends_where_nobody_tells_who_came (void)
{
  EmberColumn switches;
  int64_t waits_ns[2];

  ember_column_init (&switches, sizeof (EmberSwitch));
  add (&switches, 100, 5, -1, -1);
  add (&switches, 200, 5, -1, -1);
  g_assert_false (ember_off_cpu_measure (&switches, waits_ns));
  ember_column_clear (&switches);
}

/* What follows a thread's leaving, in words of the definition: whatever of its leaving and its coming is next. */
static int64_t
recount (const EmberSwitch *switches,
         size_t n,
         size_t index)
{
  const EmberSwitch *out = &switches[index];
  int64_t wait_ns = EMBER_OFF_CPU_NOT_BACK;
  int64_t next_ns = INT64_MAX;

  if (out->out == 0)
    return EMBER_OFF_CPU_NO_WAIT;
  for (size_t i = 0; i < n; i++)
    if (switches[i].time_ns > out->time_ns && switches[i].time_ns < next_ns && (switches[i].in == out->out || switches[i].out == out->out))
      {
        next_ns = switches[i].time_ns;
        wait_ns = switches[i].in == out->out ? next_ns - out->time_ns : EMBER_OFF_CPU_UNSEEN;
      }
  return wait_ns;
}

static void
test_random_switches_measure_as_counted_by_hand (void)
{
  for (uint32_t seed = 1; seed <= 20; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autofree int64_t *waits_ns = g_new (int64_t, 500);
      EmberColumn switches;

      ember_column_init (&switches, sizeof (EmberSwitch));
      for (int i = 0; i < 500; i++)
        {
          const int32_t out = g_rand_int_range (rand, 0, 12);

          add (&switches, (i * 7919) % 500 * 10, out, out, (out + g_rand_int_range (rand, 1, 12)) % 12);
        }
      g_assert_true (ember_off_cpu_measure (&switches, waits_ns));
      for (size_t i = 0; i < switches.n; i++)
        g_assert_cmpint (waits_ns[i], ==, recount (switches.data, switches.n, i));
      ember_column_clear (&switches);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/off-cpu/" name, function)
  ADD ("a-wait-ends-when-the-thread-is-back", test_a_wait_ends_when_the_thread_is_back);
  ADD ("the-idle-task-never-waits", test_the_idle_task_never_waits);
  ADD ("switches-come-in-any-order", test_switches_come_in_any_order);
  ADD ("who-leaves-twice-was-not-seen-in-between", test_who_leaves_twice_was_not_seen_in_between);
  ADD ("records-name-threads-as-samples-do", test_records_name_threads_as_samples_do);
  ADD ("records-alone-end-waits", test_records_alone_end_waits);
  ADD ("nothing-ends-where-nobody-tells-who-came", test_nothing_ends_where_nobody_tells_who_came);
  ADD ("random-switches-measure-as-counted-by-hand", test_random_switches_measure_as_counted_by_hand);
#undef ADD
  return g_test_run ();
}
