/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/naming-bar.h"

#include "support/address-profile.h"
#include "support/widgets.h"

/* As if so much time had passed: a tenth of a second each. */
static void
pass (EmberOpening *opening,
      int n)
{
  for (int i = 0; i < n; i++)
    g_signal_emit_by_name (opening, "naming-progressed");
}

static void
test_it_comes_where_names_take_a_while_and_ends_that (void)
{
  EmberNamingBar *bar = g_object_ref_sink (g_object_new (EMBER_TYPE_NAMING_BAR, NULL));
  GtkLabel *label = GTK_LABEL (find_widget (GTK_WIDGET (bar), GTK_TYPE_LABEL));
  EmberSession *session = ember_session_new ();
  EmberOpening *opening = ember_session_get_opening (session);
  g_autoptr (EmberProfile) profile = address_profile_new_nameless ();

  ember_naming_bar_bind (bar, session);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  ember_opening_name (opening, profile);
  pass (opening, 3);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  pass (opening, 1);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (bar)));
  g_assert_true (g_str_has_prefix (gtk_label_get_text (label), "Resolving names…"));
  gtk_widget_activate_action (GTK_WIDGET (bar), "naming.stop", NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  g_assert_false (ember_session_is_busy (session));
  /* the next time it waits again */
  ember_session_look_up_names (session);
  pass (opening, 3);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  ember_opening_stop_naming (opening);
  while (G_OBJECT (opening)->ref_count > 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (bar);
  g_assert_finalize_object (session);
}

static void
test_it_tells_when_servers_are_asked (void)
{
  EmberNamingBar *bar = g_object_ref_sink (g_object_new (EMBER_TYPE_NAMING_BAR, NULL));
  GtkLabel *label = GTK_LABEL (find_widget (GTK_WIDGET (bar), GTK_TYPE_LABEL));
  EmberSession *session = ember_session_new ();
  EmberOpening *opening = ember_session_get_opening (session);
  g_autoptr (EmberProfile) profile = address_profile_new_nameless ();
  guint n_all = 0;

  ember_naming_bar_bind (bar, session);
  ember_opening_set_asks_servers (opening, TRUE);
  ember_opening_name (opening, profile);
  while (!ember_opening_get_naming (opening).asks_servers)
    g_main_context_iteration (NULL, TRUE);
  while ((n_all = ember_opening_get_naming (opening).n_all) == 0)
    g_usleep (1000);
  g_assert_cmpuint (n_all, ==, 1);
  pass (opening, 4);
  g_assert_true (g_str_has_prefix (gtk_label_get_text (label), "Asking servers for symbols…"));
  g_assert_true (g_str_has_suffix (gtk_label_get_text (label), " of 1"));
  while (ember_session_is_busy (session))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  g_assert_finalize_object (bar);
  g_assert_finalize_object (session);
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/naming-bar/it-comes-where-names-take-a-while-and-ends-that", test_it_comes_where_names_take_a_while_and_ends_that);
  g_test_add_func ("/naming-bar/it-tells-when-servers-are-asked", test_it_tells_when_servers_are_asked);
  return g_test_run ();
}
