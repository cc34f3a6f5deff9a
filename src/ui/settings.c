/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings.h"

#define SCHEMA_ID "io.github.emberscope.Emberscope"

const char *const ember_settings_rows[] = { "10", "20", "25", "40", "50", "100", "200", "500", "1000", NULL };
const char *const ember_settings_clips[] = { "100", "99.9", "99", "95", NULL };
const char *const ember_settings_off_cpu_places[] = { "begin", "spread", NULL };

/* Where the schema may be, seen from the folder of the program. */
static const char *const places[] = { "../data", "../share/glib-2.0/schemas" };

static GSettingsSchema *
lookup_in (const char *folder)
{
  g_autoptr (GSettingsSchemaSource) source =
      g_settings_schema_source_new_from_directory (folder, g_settings_schema_source_get_default (), FALSE, NULL);

  return source != NULL ? g_settings_schema_source_lookup (source, SCHEMA_ID, FALSE) : NULL;
}

static GSettingsSchema *
find_schema (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  GSettingsSchema *schema = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (places) && folder != NULL && schema == NULL; i++)
    {
      g_autofree char *place = g_build_filename (folder, places[i], NULL);

      schema = lookup_in (place);
    }
  if (schema == NULL && source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE);
  return schema;
}

GSettings *
ember_settings_new (void)
{
  g_autoptr (GSettingsSchema) schema = find_schema ();

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static gboolean
value_to_row (GValue *value,
              GVariant *variant,
              gpointer user_data)
{
  const char *const *values = user_data;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text = NULL;

  if (g_variant_is_of_type (variant, G_VARIANT_TYPE_STRING))
    text = g_variant_dup_string (variant, NULL);
  else if (g_variant_is_of_type (variant, G_VARIANT_TYPE_DOUBLE))
    text = g_strdup (g_ascii_formatd (number, sizeof number, "%.10g", g_variant_get_double (variant)));
  else
    text = g_variant_print (variant, FALSE);
  for (guint row = 0; values[row] != NULL; row++)
    if (g_str_equal (values[row], text))
      {
        g_value_set_uint (value, row);
        return TRUE;
      }
  g_value_set_uint (value, GTK_INVALID_LIST_POSITION);
  return TRUE;
}

static GVariant *
row_to_value (const GValue *value,
              const GVariantType *type,
              gpointer user_data)
{
  const char *const *values = user_data;
  const guint row = g_value_get_uint (value);

  if (row >= g_strv_length ((char **) values))
    return NULL;
  if (g_variant_type_equal (type, G_VARIANT_TYPE_STRING))
    return g_variant_new_string (values[row]);
  if (g_variant_type_equal (type, G_VARIANT_TYPE_DOUBLE))
    return g_variant_new_double (g_ascii_strtod (values[row], NULL));
  return g_variant_new_uint32 ((guint32) g_ascii_strtoull (values[row], NULL, 10));
}

void
ember_settings_bind_choice (GSettings *settings,
                            const char *key,
                            GtkDropDown *drop_down,
                            const char *const *values)
{
  g_settings_bind_with_mapping (settings, key, drop_down, "selected", G_SETTINGS_BIND_DEFAULT,
                                value_to_row, row_to_value, (gpointer) values, NULL);
}
