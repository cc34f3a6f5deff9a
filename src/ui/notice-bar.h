/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* EmberNoticeBar: a sentence above the views that waits to be read: what was
 * skipped, what was saved, what went wrong.
 *
 * Property "text": empty hides the bar; a button beside it leads on. Actions: notice.dismiss.
 * CSS: one node `noticebar`.
 */
#define EMBER_TYPE_NOTICE_BAR (ember_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (EmberNoticeBar, ember_notice_bar, EMBER, NOTICE_BAR, GtkWidget)

/* @text: (nullable): may have several lines; NULL or "" hides the bar */
void ember_notice_bar_set_text (EmberNoticeBar *self,
                                const char *text);

const char *ember_notice_bar_get_text (EmberNoticeBar *self);

/* @label: (nullable): of a button for what can be done, with a mnemonic; NULL: there is none
 * @action: what it does */
void ember_notice_bar_set_action (EmberNoticeBar *self,
                                  const char *label,
                                  const char *action);
