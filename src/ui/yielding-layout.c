/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/yielding-layout.h"

/* As border-spacing of the rows that are boxes. */
#define SPACING_PX 8

struct _EmberYieldingLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (EmberYieldingLayout, ember_yielding_layout, GTK_TYPE_LAYOUT_MANAGER)

static gboolean
yields (GtkWidget *child)
{
  return gtk_widget_has_css_class (child, "yields");
}

/* In order of the row; those that are hidden take no part. */
static GPtrArray *
collect_children (GtkWidget *widget)
{
  GPtrArray *children = g_ptr_array_new ();

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      g_ptr_array_add (children, child);
  return children;
}

static void
measure_row (GPtrArray *children,
             int *minimum,
             int *natural)
{
  int n_staying = 0;

  *minimum = 0;
  *natural = MAX ((int) children->len - 1, 0) * SPACING_PX;
  for (guint i = 0; i < children->len; i++)
    {
      GtkWidget *child = g_ptr_array_index (children, i);
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *natural += child_natural;
      if (yields (child))
        continue;
      *minimum += child_minimum;
      n_staying++;
    }
  *minimum += MAX (n_staying - 1, 0) * SPACING_PX;
}

static void
ember_yielding_layout_measure (GtkLayoutManager *manager,
                               GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  g_autoptr (GPtrArray) children = collect_children (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_row (children, minimum, natural);
      return;
    }
  for (guint i = 0; i < children->len; i++)
    {
      int child_minimum, child_natural;

      gtk_widget_measure (g_ptr_array_index (children, i), orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

/* Takes from the array what has to go. */
static void
give_way (GPtrArray *children,
          int width)
{
  int minimum, natural;

  measure_row (children, &minimum, &natural);
  for (guint i = children->len; i-- > 0 && natural > width;)
    {
      GtkWidget *child = g_ptr_array_index (children, i);

      if (!yields (child))
        continue;
      gtk_widget_set_child_visible (child, FALSE);
      g_ptr_array_remove_index (children, i);
      measure_row (children, &minimum, &natural);
    }
}

static void
place (GtkWidget *widget,
       GPtrArray *children,
       const GtkRequestedSize *sizes,
       int width,
       int height)
{
  const gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (guint i = 0; i < children->len; i++)
    {
      const int child_width = sizes[i].minimum_size;

      gtk_widget_size_allocate (g_ptr_array_index (children, i),
                                &(GtkAllocation){ is_mirrored ? width - x - child_width : x, 0, child_width, height }, -1);
      x += child_width + SPACING_PX;
    }
}

static void
ember_yielding_layout_allocate (GtkLayoutManager *manager,
                                GtkWidget *widget,
                                int width,
                                int height,
                                int baseline)
{
  g_autoptr (GPtrArray) children = collect_children (widget);
  g_autofree GtkRequestedSize *sizes = NULL;
  int room = width;

  for (guint i = 0; i < children->len; i++)
    gtk_widget_set_child_visible (g_ptr_array_index (children, i), TRUE);
  give_way (children, width);
  sizes = g_new0 (GtkRequestedSize, children->len + 1);
  room -= MAX ((int) children->len - 1, 0) * SPACING_PX;
  for (guint i = 0; i < children->len; i++)
    {
      gtk_widget_measure (g_ptr_array_index (children, i), GTK_ORIENTATION_HORIZONTAL, -1,
                          &sizes[i].minimum_size, &sizes[i].natural_size, NULL, NULL);
      room -= sizes[i].minimum_size;
    }
  room = gtk_distribute_natural_allocation (MAX (room, 0), children->len, sizes);
  for (guint i = 0; i < children->len && room > 0; i++)
    if (gtk_widget_compute_expand (g_ptr_array_index (children, i), GTK_ORIENTATION_HORIZONTAL))
      {
        sizes[i].minimum_size += room;
        room = 0;
      }
  place (widget, children, sizes, width, height);
}

static void
ember_yielding_layout_class_init (EmberYieldingLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->measure = ember_yielding_layout_measure;
  manager_class->allocate = ember_yielding_layout_allocate;
}

static void
ember_yielding_layout_init (EmberYieldingLayout *self)
{
}
