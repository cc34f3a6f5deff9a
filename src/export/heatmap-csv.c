/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/heatmap-csv.h"

#include "profile/time-text.h"

static void
write_time (EmberOutput *output,
            int64_t time_ns)
{
  char text[EMBER_TIME_TEXT_SIZE];

  ember_output_text (output, ember_time_text_format (time_ns, 0, text));
}

static void
write_headings (EmberOutput *output,
                const EmberHeatmapGrid *grid)
{
  ember_output_text (output, "seconds");
  for (uint32_t row = 0; row < grid->n_rows; row++)
    {
      ember_output_char (output, ',');
      write_time (output, ember_heatmap_grid_get_border (grid, row) - grid->origin_ns);
    }
  ember_output_char (output, '\n');
}

void
ember_heatmap_csv_write (EmberOutput *output,
                         const EmberHeatmap *heatmap,
                         int64_t zero_ns)
{
  const EmberHeatmapGrid *grid = &heatmap->grid;

  write_headings (output, grid);
  for (uint32_t column = 0; column < grid->n_columns; column++)
    {
      write_time (output, ember_heatmap_grid_get_column (grid, column).begin_ns - zero_ns);
      for (uint32_t row = 0; row < grid->n_rows; row++)
        {
          ember_output_char (output, ',');
          ember_output_uint (output, ember_heatmap_get_count (heatmap, (EmberCell){ column, row }));
        }
      ember_output_char (output, '\n');
    }
}
