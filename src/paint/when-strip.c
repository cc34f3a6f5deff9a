/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/when-strip.h"

#include <math.h>

#define MARK_ALPHA 0.25
/* Bars stand out from text of second rank, but are no text. */
#define BAR_RGB_LIGHT 0xb5382a
#define BAR_RGB_DARK 0xf08a6c

static void
set_color (cairo_t *cr,
           EmberColor color,
           double alpha)
{
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, alpha);
}

static uint32_t
find_max (const uint32_t *counts,
          uint32_t begin,
          uint32_t end)
{
  uint32_t max = 0;

  for (uint32_t i = begin; i < end; i++)
    max = MAX (max, counts[i]);
  return max;
}

/* Bars are cut at whole pixels, so that none is blurred and no gap opens between two. */
static void
add_bars (cairo_t *cr,
          const EmberWhenStrip *strip,
          double width,
          double height)
{
  const uint32_t max = find_max (strip->counts, 0, strip->n_counts);
  const uint32_t n_bars = MIN (strip->n_counts, (uint32_t) MAX (floor (width), 1));

  for (uint32_t bar = 0; bar < n_bars && max > 0; bar++)
    {
      const uint32_t begin = (uint32_t) ((uint64_t) bar * strip->n_counts / n_bars);
      const uint32_t end = (uint32_t) ((uint64_t) (bar + 1) * strip->n_counts / n_bars);
      const uint32_t count = find_max (strip->counts, begin, end);
      const double x = floor (width * bar / n_bars);
      const double bar_height = count > 0 ? MAX (round (height * count / max), 1) : 0;

      if (count > 0)
        cairo_rectangle (cr, x, height - bar_height, floor (width * (bar + 1) / n_bars) - x, bar_height);
    }
}

void
ember_when_strip_draw (cairo_t *cr,
                       const EmberWhenStrip *strip,
                       const EmberTheme *theme,
                       double width,
                       double height)
{
  if (strip->mark_end > strip->mark_begin)
    {
      const double begin = floor (CLAMP (strip->mark_begin, 0, 1) * width);
      const double end = MAX (ceil (CLAMP (strip->mark_end, 0, 1) * width), begin + 1);

      set_color (cr, theme->selection, MARK_ALPHA);
      cairo_rectangle (cr, begin, 0, end - begin, height);
      cairo_fill (cr);
    }
  set_color (cr, theme->grid, theme->grid.alpha);
  cairo_rectangle (cr, 0, height - 1, width, 1);
  cairo_fill (cr);
  set_color (cr, ember_color_from_rgb (theme->is_dark ? BAR_RGB_DARK : BAR_RGB_LIGHT), 1);
  add_bars (cr, strip, width, height);
  cairo_fill (cr);
}
