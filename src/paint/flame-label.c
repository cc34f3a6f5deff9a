/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/flame-label.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "profile/column.h"

#define MAX_FACES 12
#define N_LAYERS 4
#define N_DIRECT 0x180
#define ELLIPSIS 0x2026
#define REPLACEMENT 0xfffd
/* No name is read further than this, however long it is. */
#define MAX_LETTERS 2048

typedef struct
{
  uint32_t glyph;
  uint16_t face;    /* of the font's faces, plus 1; 0: not shaped yet */
  uint16_t is_hard; /* needs Pango: joins, or runs from right to left */
  double advance_px;
} Letter;

/* The glyphs of a layer in one face: drawn with one call. */
typedef struct
{
  EmberColumn glyphs; /* cairo_glyph_t */
} Run;

/* A label that only Pango can set. */
typedef struct
{
  char *text;
  double x_px;
  double baseline_px;
  double room_px;
  unsigned layer;
} HardLabel;

struct _EmberFlameFont
{
  PangoContext *context;
  PangoLayout *layout;
  double ascent_px;
  double height_px;
  cairo_scaled_font_t *faces[MAX_FACES];
  unsigned n_faces;
  Letter letters[N_DIRECT];
  GHashTable *others; /* Letter by code point */
  Run runs[N_LAYERS][MAX_FACES];
  GArray *hard_labels;
  Letter line[MAX_LETTERS];
};

static void
clear_hard_label (void *label)
{
  g_free (((HardLabel *) label)->text);
}

EmberFlameFont *
ember_flame_font_new (const char *family,
                      double size_px)
{
  EmberFlameFont *font = g_new0 (EmberFlameFont, 1);
  PangoFontDescription *description = pango_font_description_new ();
  PangoFontMetrics *metrics;

  pango_font_description_set_family (description, family);
  pango_font_description_set_absolute_size (description, size_px * PANGO_SCALE);
  font->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_context_set_font_description (font->context, description);
  pango_context_set_round_glyph_positions (font->context, FALSE);
  font->layout = pango_layout_new (font->context);
  pango_layout_set_ellipsize (font->layout, PANGO_ELLIPSIZE_MIDDLE);
  pango_layout_set_single_paragraph_mode (font->layout, TRUE);
  metrics = pango_context_get_metrics (font->context, description, NULL);
  font->ascent_px = (double) pango_font_metrics_get_ascent (metrics) / PANGO_SCALE;
  font->height_px = font->ascent_px + (double) pango_font_metrics_get_descent (metrics) / PANGO_SCALE;
  font->others = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  font->hard_labels = g_array_new (FALSE, FALSE, sizeof (HardLabel));
  g_array_set_clear_func (font->hard_labels, clear_hard_label);
  for (unsigned layer = 0; layer < N_LAYERS; layer++)
    for (unsigned face = 0; face < MAX_FACES; face++)
      ember_column_init (&font->runs[layer][face].glyphs, sizeof (cairo_glyph_t));
  pango_font_metrics_unref (metrics);
  pango_font_description_free (description);
  return font;
}

void
ember_flame_font_free (EmberFlameFont *font)
{
  for (unsigned layer = 0; layer < N_LAYERS; layer++)
    for (unsigned face = 0; face < MAX_FACES; face++)
      ember_column_clear (&font->runs[layer][face].glyphs);
  for (unsigned i = 0; i < font->n_faces; i++)
    cairo_scaled_font_destroy (font->faces[i]);
  g_hash_table_unref (font->others);
  g_array_unref (font->hard_labels);
  g_object_unref (font->layout);
  g_object_unref (font->context);
  g_free (font);
}

double
ember_flame_font_get_ascent (const EmberFlameFont *font)
{
  return font->ascent_px;
}

double
ember_flame_font_get_height (const EmberFlameFont *font)
{
  return font->height_px;
}

/* Returns: the number of the face plus 1, or 0 if there are too many */
static uint16_t
find_face (EmberFlameFont *font,
           PangoFont *pango_font)
{
  cairo_scaled_font_t *face = pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (pango_font));

  for (unsigned i = 0; i < font->n_faces; i++)
    if (font->faces[i] == face)
      return (uint16_t) (i + 1);
  if (face == NULL || font->n_faces == MAX_FACES)
    return 0;
  font->faces[font->n_faces] = cairo_scaled_font_reference (face);
  return (uint16_t) ++font->n_faces;
}

/* Scripts whose letters stand side by side, each with one shape. */
static const GUnicodeScript easy_scripts[] = {
  G_UNICODE_SCRIPT_COMMON,
  G_UNICODE_SCRIPT_LATIN,
  G_UNICODE_SCRIPT_GREEK,
  G_UNICODE_SCRIPT_CYRILLIC,
  G_UNICODE_SCRIPT_HAN,
  G_UNICODE_SCRIPT_HIRAGANA,
  G_UNICODE_SCRIPT_KATAKANA,
  G_UNICODE_SCRIPT_HANGUL,
};

static bool
is_hard (gunichar character)
{
  const GUnicodeScript script = g_unichar_get_script (character);

  for (size_t i = 0; i < G_N_ELEMENTS (easy_scripts); i++)
    if (script == easy_scripts[i])
      return g_unichar_ismark (character);
  return true;
}

static void
shape_letter (EmberFlameFont *font,
              gunichar character,
              Letter *letter)
{
  char text[8] = "";
  const int size = g_unichar_to_utf8 (character, text);
  GList *items = pango_itemize (font->context, text, 0, size, NULL, NULL);
  PangoGlyphString *glyphs = pango_glyph_string_new ();

  letter->is_hard = is_hard (character);
  if (items != NULL)
    {
      const PangoItem *item = items->data;

      pango_shape (text, size, &item->analysis, glyphs);
      if (glyphs->num_glyphs != 1)
        letter->is_hard = true;
      if (glyphs->num_glyphs > 0)
        {
          letter->glyph = glyphs->glyphs[0].glyph;
          letter->advance_px = (double) glyphs->glyphs[0].geometry.width / PANGO_SCALE;
        }
      letter->face = find_face (font, item->analysis.font);
    }
  /* Pango draws code points without a glyph as boxes with digits. */
  if (letter->face == 0 || (letter->glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0)
    {
      letter->is_hard = true;
      letter->face = 1;
    }
  pango_glyph_string_free (glyphs);
  g_list_free_full (items, (GDestroyNotify) pango_item_free);
}

static Letter
get_letter (EmberFlameFont *font,
            gunichar character)
{
  Letter *letter;

  if (character < ' ' || character == 0x7f)
    character = ' ';
  if (character < N_DIRECT)
    {
      letter = &font->letters[character];
    }
  else
    {
      letter = g_hash_table_lookup (font->others, GUINT_TO_POINTER (character));
      if (letter == NULL)
        {
          letter = g_new0 (Letter, 1);
          g_hash_table_insert (font->others, GUINT_TO_POINTER (character), letter);
        }
    }
  if (letter->face == 0)
    shape_letter (font, character, letter);
  return *letter;
}

/* Decodes one character and steps over it; a byte that is not UTF-8 is replaced. */
static gunichar
read_character (const char **at,
                const char *end)
{
  gunichar character;

  if (**at >= 0)
    return (gunichar) * (*at)++;
  character = g_utf8_get_char_validated (*at, end - *at);
  if (character >= (gunichar) -2)
    {
      (*at)++;
      return REPLACEMENT;
    }
  *at = g_utf8_next_char (*at);
  return character;
}

void
ember_flame_font_begin (EmberFlameFont *font)
{
  for (unsigned layer = 0; layer < N_LAYERS; layer++)
    for (unsigned face = 0; face < MAX_FACES; face++)
      ember_column_empty (&font->runs[layer][face].glyphs);
  g_array_set_size (font->hard_labels, 0);
}

static double
add_hard_label (EmberFlameFont *font,
                const char *text,
                size_t size_bytes,
                double x_px,
                double baseline_px,
                double room_px,
                unsigned layer)
{
  const HardLabel label = { g_utf8_make_valid (text, (gssize) MIN (size_bytes, MAX_LETTERS)), x_px, baseline_px, room_px, layer };

  g_array_append_val (font->hard_labels, label);
  return room_px;
}

static double
put_letters (EmberFlameFont *font,
             const Letter *letters,
             size_t n,
             double x_px,
             double baseline_px,
             unsigned layer)
{
  for (size_t i = 0; i < n; i++)
    {
      EmberColumn *glyphs = &font->runs[layer][letters[i].face - 1].glyphs;

      if (letters[i].glyph != PANGO_GLYPH_EMPTY)
        *(cairo_glyph_t *) ember_column_grow (glyphs, 1) = (cairo_glyph_t){ letters[i].glyph, x_px, baseline_px };
      x_px += letters[i].advance_px;
    }
  return x_px;
}

/* Keeps as much of both ends as fits around an ellipsis, the beginning first. */
static double
put_cut_line (EmberFlameFont *font,
              size_t n,
              double x_px,
              double baseline_px,
              double room_px,
              unsigned layer)
{
  const Letter ellipsis = get_letter (font, ELLIPSIS);
  const double begin_px = x_px;
  double left_px = room_px - ellipsis.advance_px;
  size_t head = 0, tail = 0;

  while (head + tail < n)
    {
      const Letter *next = head <= tail ? &font->line[head] : &font->line[n - 1 - tail];

      if (next->advance_px > left_px)
        break;
      left_px -= next->advance_px;
      if (head <= tail)
        head++;
      else
        tail++;
    }
  if (head + tail < 3)
    return 0;
  x_px = put_letters (font, font->line, head, x_px, baseline_px, layer);
  x_px = put_letters (font, &ellipsis, 1, x_px, baseline_px, layer);
  return put_letters (font, font->line + n - tail, tail, x_px, baseline_px, layer) - begin_px;
}

double
ember_flame_font_add (EmberFlameFont *font,
                      const char *text,
                      size_t size_bytes,
                      double x_px,
                      double baseline_px,
                      double room_px,
                      unsigned layer)
{
  const char *at = text;
  const char *const end = text + size_bytes;
  double width_px = 0;
  size_t n = 0;

  while (at < end && n < MAX_LETTERS)
    {
      font->line[n] = get_letter (font, read_character (&at, end));
      if (font->line[n].is_hard)
        return add_hard_label (font, text, size_bytes, x_px, baseline_px, room_px, layer);
      width_px += font->line[n++].advance_px;
    }
  if (width_px <= room_px)
    return put_letters (font, font->line, n, x_px, baseline_px, layer) - x_px;
  return put_cut_line (font, n, x_px, baseline_px, room_px, layer);
}

void
ember_flame_font_draw (EmberFlameFont *font,
                       cairo_t *cr,
                       unsigned layer)
{
  for (unsigned face = 0; face < font->n_faces; face++)
    {
      const EmberColumn *glyphs = &font->runs[layer][face].glyphs;

      if (glyphs->n == 0)
        continue;
      cairo_set_scaled_font (cr, font->faces[face]);
      cairo_show_glyphs (cr, glyphs->data, (int) glyphs->n);
    }
  for (guint i = 0; i < font->hard_labels->len; i++)
    {
      const HardLabel *label = &g_array_index (font->hard_labels, HardLabel, i);

      if (label->layer != layer)
        continue;
      pango_layout_set_text (font->layout, label->text, -1);
      pango_layout_set_width (font->layout, (int) (label->room_px * PANGO_SCALE));
      cairo_move_to (cr, label->x_px, label->baseline_px - (double) pango_layout_get_baseline (font->layout) / PANGO_SCALE);
      pango_cairo_show_layout (cr, font->layout);
    }
}
