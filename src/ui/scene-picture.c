/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/scene-picture.h"

#include <math.h>

#include "analysis/heatmap.h"
#include "analysis/scene.h"
#include "paint/heatmap-painter.h"
#include "ui/pattern-lesson.h"
#include "ui/widget-theme.h"

#define N_ROWS 50
#define MIN_WIDTH_PX 60
#define MIN_HEIGHT_PX 40

struct _EmberScenePicture
{
  GtkWidget parent_instance;

  char *scene; /* (nullable) */
  EmberPalette palette;
  EmberHeatmap *heatmap;     /* (nullable): not made yet */
  GCancellable *cancellable; /* (nullable): of what is being made */
};

enum
{
  PROP_SCENE = 1,
  PROP_PALETTE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmberScenePicture, ember_scene_picture, GTK_TYPE_WIDGET)

static void
heatmap_worker (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  EmberHeatmapGrid grid;

  if (g_task_return_error_if_cancelled (task))
    return;
  profile = ember_scene_record (data, NULL);
  set = ember_table_set_new (profile, NULL, 0, false);
  grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, N_ROWS);
  /* The first and last second are not whole. */
  grid.origin_ns += grid.column_ns;
  grid.n_columns -= MIN (grid.n_columns, 2);
  g_task_return_pointer (task, ember_heatmap_new (set, &grid, cancellable), (GDestroyNotify) ember_heatmap_unref);
}

static void
heatmap_made_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (EmberScenePicture) self = user_data;
  g_autoptr (EmberHeatmap) heatmap = g_task_propagate_pointer (G_TASK (result), NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  g_clear_object (&self->cancellable);
  self->heatmap = g_steal_pointer (&heatmap);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
make_heatmap (EmberScenePicture *self)
{
  g_autoptr (GTask) task = NULL;
  EmberScene *scene;

  if (self->scene == NULL || self->heatmap != NULL || self->cancellable != NULL)
    return;
  scene = g_new0 (EmberScene, 1);
  if (!ember_scene_parse (self->scene, scene, NULL))
    {
      g_free (scene);
      return;
    }
  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, heatmap_made_cb, g_object_ref (self));
  g_task_set_source_tag (task, make_heatmap);
  g_task_set_task_data (task, scene, g_free);
  g_task_run_in_thread (task, heatmap_worker);
}

static void
forget_heatmap (EmberScenePicture *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->heatmap, ember_heatmap_unref);
}

static void
ember_scene_picture_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ember_scene_picture_parent_class)->map (widget);
  make_heatmap (EMBER_SCENE_PICTURE (widget));
}

static void
ember_scene_picture_unmap (GtkWidget *widget)
{
  EmberScenePicture *self = EMBER_SCENE_PICTURE (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  GTK_WIDGET_CLASS (ember_scene_picture_parent_class)->unmap (widget);
}

static void
ember_scene_picture_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH_PX : MIN_HEIGHT_PX;
  *natural = *minimum;
}

/* Columns of equal width that fill the picture, as many as it has room for: of a pattern that goes on, that is enough. */
static void
place_columns (EmberHeatmapGeometry *geometry,
               const EmberHeatmap *heatmap,
               EmberHeatmapFrame *frame)
{
  EmberHeatmapGrid grid = heatmap->grid;
  const uint32_t device_px = (uint32_t) (frame->width * frame->scale);
  const uint32_t column_px = MAX ((device_px + grid.n_columns - 1) / grid.n_columns, 1);
  double width;

  grid.n_columns = MIN (grid.n_columns, device_px / column_px);
  width = (double) (grid.n_columns * column_px) / frame->scale;
  frame->room = (cairo_rectangle_t){ floor ((frame->width - width) / 2), 0, width, frame->height };
  ember_heatmap_geometry_init (geometry, &grid, frame);
}

static void
ember_scene_picture_snapshot (GtkWidget *widget,
                              GtkSnapshot *snapshot)
{
  EmberScenePicture *self = EMBER_SCENE_PICTURE (widget);
  const int width_px = gtk_widget_get_width (widget);
  const int height_px = gtk_widget_get_height (widget);
  EmberHeatmapFrame frame = { .width = width_px, .height = height_px, .scale = gtk_widget_get_scale_factor (widget), .is_whole = true };
  EmberHeatmapStyle style = { .palette = self->palette };
  EmberHeatmapGeometry geometry;
  cairo_t *cr;

  if (self->heatmap == NULL || self->heatmap->grid.n_columns == 0 || width_px <= 0 || height_px <= 0)
    return;
  ember_widget_theme_init (&style.theme, widget);
  place_columns (&geometry, self->heatmap, &frame);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width_px, height_px));
  ember_heatmap_painter_draw_cells (cr, self->heatmap, &style, &geometry);
  cairo_destroy (cr);
}

static void
set_scene (EmberScenePicture *self,
           const char *scene)
{
  const char *title = ember_pattern_lesson_find_title (scene);

  if (g_strcmp0 (self->scene, scene) == 0)
    return;
  forget_heatmap (self);
  g_free (self->scene);
  self->scene = g_strdup (scene);
  if (title != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    make_heatmap (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCENE]);
}

static void
ember_scene_picture_set_property (GObject *object,
                                  guint id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  EmberScenePicture *self = EMBER_SCENE_PICTURE (object);

  switch (id)
    {
    case PROP_SCENE:
      set_scene (self, g_value_get_string (value));
      break;
    case PROP_PALETTE:
      if ((int) self->palette == g_value_get_int (value))
        break;
      self->palette = (EmberPalette) g_value_get_int (value);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ember_scene_picture_get_property (GObject *object,
                                  guint id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  EmberScenePicture *self = EMBER_SCENE_PICTURE (object);

  switch (id)
    {
    case PROP_SCENE:
      g_value_set_string (value, self->scene);
      break;
    case PROP_PALETTE:
      g_value_set_int (value, (int) self->palette);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ember_scene_picture_dispose (GObject *object)
{
  forget_heatmap (EMBER_SCENE_PICTURE (object));
  g_clear_pointer (&EMBER_SCENE_PICTURE (object)->scene, g_free);
  G_OBJECT_CLASS (ember_scene_picture_parent_class)->dispose (object);
}

static void
ember_scene_picture_class_init (EmberScenePictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = ember_scene_picture_dispose;
  object_class->set_property = ember_scene_picture_set_property;
  object_class->get_property = ember_scene_picture_get_property;
  widget_class->map = ember_scene_picture_map;
  widget_class->unmap = ember_scene_picture_unmap;
  widget_class->measure = ember_scene_picture_measure;
  widget_class->snapshot = ember_scene_picture_snapshot;
  properties[PROP_SCENE] = g_param_spec_string ("scene", NULL, NULL, NULL, flags);
  properties[PROP_PALETTE] = g_param_spec_int ("palette", NULL, NULL, 0, EMBER_N_PALETTES - 1, EMBER_PALETTE_CLASSIC, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "scenepicture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ember_scene_picture_init (EmberScenePicture *self)
{
}

GtkWidget *
ember_scene_picture_new (const char *scene)
{
  return g_object_new (EMBER_TYPE_SCENE_PICTURE, "scene", scene, NULL);
}

gboolean
ember_scene_picture_is_empty (EmberScenePicture *self)
{
  g_return_val_if_fail (EMBER_IS_SCENE_PICTURE (self), TRUE);

  return self->heatmap == NULL;
}
