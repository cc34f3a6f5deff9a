/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/flame-layout.h"
#include "paint/palette.h"
#include "ui/recording-page-private.h"
#include "ui/settings.h"

static gboolean
merge_level_from_setting (GValue *value,
                          GVariant *variant,
                          gpointer user_data)
{
  g_value_set_int (value, (int) ember_merge_level_from_word (g_variant_get_string (variant, NULL)));
  return TRUE;
}

static gboolean
order_from_setting (GValue *value,
                    GVariant *variant,
                    gpointer user_data)
{
  g_value_set_int (value, (int) ember_flame_order_from_word (g_variant_get_string (variant, NULL)));
  return TRUE;
}

static gboolean
spreads_from_setting (GValue *value,
                      GVariant *variant,
                      gpointer user_data)
{
  g_value_set_boolean (value, g_str_equal (g_variant_get_string (variant, NULL), "spread"));
  return TRUE;
}

static gboolean
scale_from_setting (GValue *value,
                    GVariant *variant,
                    gpointer user_data)
{
  g_value_set_int (value, (int) ember_curve_from_word (g_variant_get_string (variant, NULL)));
  return TRUE;
}

static GVariant *
scale_to_setting (const GValue *value,
                  const GVariantType *type,
                  gpointer user_data)
{
  return g_variant_new_string (ember_curve_words[g_value_get_int (value)]);
}

/* The menu gives GTK_INVALID_LIST_POSITION while it has no rows. */
static gboolean
palette_from_row (GBinding *binding,
                  const GValue *from,
                  GValue *to,
                  gpointer user_data)
{
  const guint row = g_value_get_uint (from);

  if (row >= EMBER_N_PALETTES)
    return FALSE;
  g_value_set_int (to, (int) row);
  return TRUE;
}

void
ember_recording_page_bind_settings (EmberRecordingPage *self)
{
  ember_settings_bind_choice (self->settings, "rows", self->rows_choice, ember_settings_rows);
  ember_settings_bind_choice (self->settings, "palette", self->palette_choice, ember_palette_words);
  ember_settings_bind_choice (self->settings, "off-cpu-place", self->off_cpu_choice, ember_settings_off_cpu_places);
  g_settings_bind_with_mapping (self->settings, "off-cpu-place", self->session, "spreads-waits", G_SETTINGS_BIND_GET,
                                spreads_from_setting, NULL, NULL, NULL);
  g_settings_bind_with_mapping (self->settings, "scale", self->heatmap_view, "scale", G_SETTINGS_BIND_DEFAULT,
                                scale_from_setting, scale_to_setting, NULL, NULL);
  g_settings_bind (self->settings, "clip", self->heatmap_view, "clip", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "wall-clock", self->heatmap_view, "wall-clock", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "rows", self->session, "n-rows", G_SETTINGS_BIND_GET);
  g_object_bind_property (self->heatmap_view, "row-factor", self->session, "row-factor", G_BINDING_SYNC_CREATE);
  g_settings_bind (self->settings, "show-idle", self->session, "with-idle", G_SETTINGS_BIND_GET);
  g_settings_bind_with_mapping (self->settings, "merge-level", self->session, "merge-level", G_SETTINGS_BIND_GET,
                                merge_level_from_setting, NULL, NULL, NULL);
  g_settings_bind (self->settings, "debuginfod", self->session, "asks-servers", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "show-inlined", self->session, "with-inlined", G_SETTINGS_BIND_GET);
  g_object_bind_property_full (self->palette_choice, "selected", self->heatmap_view, "palette", G_BINDING_SYNC_CREATE,
                               palette_from_row, NULL, NULL, NULL);
  g_settings_bind_with_mapping (self->settings, "sibling-order", self->flame_view, "sibling-order", G_SETTINGS_BIND_GET,
                                order_from_setting, NULL, NULL, NULL);
  g_settings_bind (self->settings, "is-icicle", self->flame_view, "is-icicle", G_SETTINGS_BIND_GET);
}
