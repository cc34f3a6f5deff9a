/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/empty-page.h"

#include "support/widgets.h"
#include "ui/scene-picture.h"

static void
test_it_offers_to_open_to_try_and_to_record (void)
{
  GtkWidget *page = g_object_ref_sink (g_object_new (EMBER_TYPE_EMPTY_PAGE, NULL));
  GtkWidget *open = find_text (page, "Open a Recording");
  GtkWidget *example = find_text (page, "Try the Example");

  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (open)), ==, "win.open");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (example)), ==, "win.open-example");
  g_assert_nonnull (find_text (page, "perf record"));
  g_assert_finalize_object (page);
}

static void
test_four_patterns_lead_into_the_guide (void)
{
  static const char *const scenes[] = { "once-a-second", "busy-wait-20ms", "blocking", "perturbations" };
  GtkWidget *page = g_object_ref_sink (g_object_new (EMBER_TYPE_EMPTY_PAGE, NULL));
  GtkWidget *button = gtk_widget_get_ancestor (find_widget (page, EMBER_TYPE_SCENE_PICTURE), GTK_TYPE_BUTTON);

  for (gsize i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_autofree char *scene = NULL;

      g_object_get (find_widget (button, EMBER_TYPE_SCENE_PICTURE), "scene", &scene, NULL);
      g_assert_cmpstr (scene, ==, scenes[i]);
      g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "app.guide");
      g_assert_cmpstr (g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button)), NULL), ==, scene);
      button = gtk_widget_get_next_sibling (button);
    }
  g_assert_finalize_object (page);
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/empty-page/it-offers-to-open-to-try-and-to-record", test_it_offers_to_open_to_try_and_to_record);
  g_test_add_func ("/empty-page/four-patterns-lead-into-the-guide", test_four_patterns_lead_into_the_guide);
  return g_test_run ();
}
