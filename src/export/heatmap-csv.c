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
                const EmberHeatmapGrid *grid,
                const uint32_t *rows)
{
  ember_output_text (output, "seconds");
  for (uint32_t row = rows[0]; row < rows[1]; row++)
    {
      ember_output_char (output, ',');
      write_time (output, ember_heatmap_grid_get_border (grid, row) - grid->origin_ns);
    }
  ember_output_char (output, '\n');
}

void
ember_heatmap_csv_write (EmberOutput *output,
                         const EmberHeatmap *heatmap,
                         int64_t zero_ns,
                         const EmberHeatmapSeen *seen)
{
  const EmberHeatmapGrid *grid = &heatmap->grid;
  const bool is_part = seen != NULL && ember_heatmap_seen_is_part (seen);
  const uint32_t all_columns[] = { 0, grid->n_columns };
  const uint32_t all_rows[] = { 0, grid->n_rows };
  const uint32_t *columns = is_part ? seen->columns : all_columns;
  const uint32_t *rows = is_part ? seen->rows : all_rows;

  write_headings (output, grid, rows);
  for (uint32_t column = columns[0]; column < columns[1]; column++)
    {
      write_time (output, ember_heatmap_grid_get_column (grid, column).begin_ns - zero_ns);
      for (uint32_t row = rows[0]; row < rows[1]; row++)
        {
          ember_output_char (output, ',');
          ember_output_uint (output, ember_heatmap_get_count (heatmap, (EmberCell){ column, row }));
        }
      ember_output_char (output, '\n');
    }
}
