/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* EmberGuideCard: one lesson of the guide: the picture, what it means, and a button that opens it.
 *
 * Focus goes to the button.
 * Uses the application's action app.open-pattern.
 * CSS: one node `guidecard`.
 */
#define EMBER_TYPE_GUIDE_CARD (ember_guide_card_get_type ())
G_DECLARE_FINAL_TYPE (EmberGuideCard, ember_guide_card, EMBER, GUIDE_CARD, GtkWidget)

/* @lesson: see ember_pattern_lesson_get() */
GtkWidget *ember_guide_card_new (guint lesson);

/* Returns: (transfer none): the name of the classic picture */
const char *ember_guide_card_get_scene (EmberGuideCard *self);

/* @palette: EmberPalette */
void ember_guide_card_set_palette (EmberGuideCard *self,
                                   int palette);
