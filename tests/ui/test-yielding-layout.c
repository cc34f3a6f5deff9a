/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/yielding-layout.h"

#include "support/widgets.h"

/* A row of five: a text that shrinks, a button, one that expands, and two that yield. */
typedef struct
{
  GtkWidget *row;
  GtkWidget *children[5];
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  static const int widths[] = { 0, 60, 80, 50, 40 };

  fixture->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (fixture->row, g_object_new (EMBER_TYPE_YIELDING_LAYOUT, NULL));
  for (int i = 0; i < 5; i++)
    {
      fixture->children[i] = gtk_label_new (i == 0 ? "a text of some length that can be cut" : NULL);
      gtk_widget_set_size_request (fixture->children[i], widths[i], 20);
      gtk_widget_set_parent (fixture->children[i], fixture->row);
    }
  gtk_label_set_ellipsize (GTK_LABEL (fixture->children[0]), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (fixture->children[2], TRUE);
  gtk_widget_add_css_class (fixture->children[3], "yields");
  gtk_widget_add_css_class (fixture->children[4], "yields");
  g_object_ref_sink (fixture->row);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  for (int i = 0; i < 5; i++)
    gtk_widget_unparent (fixture->children[i]);
  g_assert_finalize_object (fixture->row);
}

static int
get_width (GtkWidget *widget)
{
  return gtk_widget_get_child_visible (widget) ? gtk_widget_get_allocated_width (widget) : 0;
}

/* Returns: what the row takes with its first @n children */
static int
get_natural (Fixture *fixture,
             int n)
{
  int sum = (n - 1) * 8;

  for (int i = 0; i < n; i++)
    {
      int natural;

      gtk_widget_measure (fixture->children[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      sum += natural;
    }
  return sum;
}

static void
check (Fixture *fixture,
       int width,
       int n_left)
{
  int minimum, natural;

  gtk_widget_measure (fixture->row, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, get_natural (fixture, 5));
  gtk_widget_size_allocate (fixture->row, &(GtkAllocation){ 0, 0, width, 20 }, -1);
  for (int i = 0; i < 5; i++)
    g_assert_cmpint (gtk_widget_get_child_visible (fixture->children[i]), ==, i < n_left);
}

static void
test_the_last_yields_first (Fixture *fixture,
                            gconstpointer data)
{
  check (fixture, get_natural (fixture, 5), 5);
  check (fixture, get_natural (fixture, 5) - 1, 4);
  check (fixture, get_natural (fixture, 4), 4);
  check (fixture, get_natural (fixture, 4) - 1, 3);
  check (fixture, get_natural (fixture, 5), 5);
}

static void
test_what_stays_shrinks_at_last_and_takes_what_is_left (Fixture *fixture,
                                                        gconstpointer data)
{
  const int natural = get_natural (fixture, 5);

  check (fixture, natural + 100, 5);
  g_assert_cmpint (get_width (fixture->children[2]), ==, 180);
  check (fixture, get_natural (fixture, 3) - 30, 3);
  g_assert_cmpint (get_width (fixture->children[1]), ==, 60);
  g_assert_cmpint (get_width (fixture->children[2]), ==, 80);
  g_assert_cmpint (get_width (fixture->children[0]), ==, get_natural (fixture, 1) - 30);
}

static void
test_the_least_width_is_without_those_that_yield (Fixture *fixture,
                                                  gconstpointer data)
{
  int text, minimum;

  gtk_widget_measure (fixture->children[0], GTK_ORIENTATION_HORIZONTAL, -1, &text, NULL, NULL, NULL);
  gtk_widget_measure (fixture->row, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, text + 60 + 80 + 2 * 8);
  gtk_widget_set_visible (fixture->children[1], FALSE);
  gtk_widget_measure (fixture->row, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, text + 80 + 8);
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/yielding-layout/the-last-yields-first", Fixture, NULL, set_up, test_the_last_yields_first, tear_down);
  g_test_add ("/yielding-layout/what-stays-shrinks-at-last-and-takes-what-is-left", Fixture, NULL, set_up, test_what_stays_shrinks_at_last_and_takes_what_is_left, tear_down);
  g_test_add ("/yielding-layout/the-least-width-is-without-those-that-yield", Fixture, NULL, set_up, test_the_least_width_is_without_those_that_yield, tear_down);
  return g_test_run ();
}
