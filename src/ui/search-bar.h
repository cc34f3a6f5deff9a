/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* EmberSearchBar: finds functions in a flame graph. Enter and Shift+Enter walk
 * the matches, Escape closes and clears.
 *
 * Property "is-open". Actions: search.next, search.previous, search.close.
 * CSS: one node `functionsearch`; its entry has the class error for a bad expression.
 */
#define EMBER_TYPE_SEARCH_BAR (ember_search_bar_get_type ())
G_DECLARE_FINAL_TYPE (EmberSearchBar, ember_search_bar, EMBER, SEARCH_BAR, GtkWidget)

/* @flame_view: (transfer none): an EmberFlameView, or what has its search properties and actions; called once */
void ember_search_bar_bind (EmberSearchBar *self,
                            GtkWidget *flame_view);

/* Opens the bar, if it is closed, and puts the keyboard into the entry. */
void ember_search_bar_open (EmberSearchBar *self);

/* Whose rows or boxes the search is about from now on.
 * @target: gets the focus when the bar closes; must outlive it
 * @is_pinned: the bar stays in sight, and Enter goes to @target instead of the next match */
void ember_search_bar_set_target (EmberSearchBar *self,
                                  GtkWidget *target,
                                  gboolean is_pinned);
