/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/functions-text.h"

#include "support/captured-output.h"
#include "support/small-profile.h"

typedef void (*Write) (EmberOutput *, const EmberFunctions *, const EmberProfile *);

static char *
print (const char *name,
       Write write)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberFlameGraph) graph = NULL;
  g_autoptr (EmberFunctions) functions = NULL;
  g_autofree char *stack = g_strdup_printf ("main@/bin/a;%s@/bin/a", name);
  EmberOutput output;

  small_profile_add (builder, 1, "app", 1, "cycles", stack, UINT64_C (10000000000000000000));
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  graph = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  functions = ember_functions_new (graph, EMBER_MEASURE_WEIGHT, NULL);
  captured_output_begin (&output);
  write (&output, functions, profile);
  return captured_output_end (&output);
}

static void
test_tsv_has_four_fields_a_line (void)
{
  g_autofree char *text = print ("f\t(\n, \"x\")", ember_functions_text_write_tsv);

  g_assert_cmpstr (text, ==,
                   "10000000000000000000\t10000000000000000000\tf ( , \"x\")\t/bin/a\n"
                   "0\t10000000000000000000\tmain\t/bin/a\n");
}

static void
test_csv_puts_names_in_quotes_where_they_need_them (void)
{
  g_autofree char *text = print ("f(int, \"x\")", ember_functions_text_write_csv);

  g_assert_cmpstr (text, ==,
                   "self,total,name,module\n"
                   "10000000000000000000,10000000000000000000,\"f(int, \"\"x\"\")\",/bin/a\n"
                   "0,10000000000000000000,main,/bin/a\n");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/functions-text/tsv-has-four-fields-a-line", test_tsv_has_four_fields_a_line);
  g_test_add_func ("/functions-text/csv-puts-names-in-quotes-where-they-need-them", test_csv_puts_names_in_quotes_where_they_need_them);
  return g_test_run ();
}
