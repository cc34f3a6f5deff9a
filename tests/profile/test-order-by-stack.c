/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/order-by-stack.h"

#include "profile/profile-builder.h"

#define N_LARGE ((uint32_t) 1 << 20)

/* Many samples of one event, one of another, in two stacks. */
static EmberProfile *
create_profile (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  const EmberStringId name = ember_profile_builder_add_string (builder, "app", -1);
  const EmberStackId comm = ember_profile_builder_add_comm (builder, name);
  const EmberFrame frame = { .kind = EMBER_FRAME_USER, .name = ember_profile_builder_add_string (builder, "main", -1) };
  const EmberStackId call = ember_profile_builder_add_call (builder, comm, ember_profile_builder_add_frame (builder, &frame));
  const EmberEventId often = ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, "cycles", -1), false);
  const EmberEventId once = ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, "faults", -1), false);
  EmberSample sample = { .thread = ember_profile_builder_add_thread (builder, &(EmberThread){ 1, 1, name }), .weight = 1 };

  for (uint32_t i = 0; i <= N_LARGE; i++)
    {
      sample.time_ns = i;
      sample.event = i < N_LARGE ? often : once;
      sample.stack = i % 3 == 0 ? comm : call;
      ember_profile_builder_add_sample (builder, &sample);
    }
  return ember_profile_builder_freeze (builder);
}

static void
test_large_tables_are_ordered_once (void)
{
  g_autoptr (EmberProfile) profile = create_profile ();
  const EmberStackRows *rows;
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);

  g_assert_cmpuint (n_tables, ==, 2);
  g_assert_null (ember_sample_table_get_rows_by_stack (&tables[0]));
  ember_profile_order_by_stack (profile, NULL, NULL);
  rows = ember_sample_table_get_rows_by_stack (&tables[0]);
  g_assert_nonnull (rows);
  g_assert_cmpuint (rows->rows.n, ==, N_LARGE);
  g_assert_cmpuint (ember_stack_rows_get_before (rows, 2), ==, (N_LARGE + 2) / 3);
  g_assert_null (ember_sample_table_get_rows_by_stack (&tables[1]));
  ember_profile_order_by_stack (profile, NULL, NULL);
  g_assert_true (ember_sample_table_get_rows_by_stack (&tables[0]) == rows);
}

static bool
is_dropped (gpointer data)
{
  return *(bool *) data;
}

static void
test_what_was_dropped_can_be_made_later (void)
{
  g_autoptr (EmberProfile) profile = create_profile ();
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);
  bool drops = true;

  ember_profile_order_by_stack (profile, is_dropped, &drops);
  g_assert_null (ember_sample_table_get_rows_by_stack (&tables[0]));
  drops = false;
  ember_profile_order_by_stack (profile, is_dropped, &drops);
  g_assert_nonnull (ember_sample_table_get_rows_by_stack (&tables[0]));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order-by-stack/large-tables-are-ordered-once", test_large_tables_are_ordered_once);
  g_test_add_func ("/order-by-stack/what-was-dropped-can-be-made-later", test_what_was_dropped_can_be_made_later);
  return g_test_run ();
}
