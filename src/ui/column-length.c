/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/column-length.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/band-apply.h"
#include "analysis/column-fit.h"
#include "analysis/heatmap-grid.h"
#include "profile/length-text.h"
#include "session/latest.h"
#include "ui/template.h"

/* How far the ends of the slider are, as a power of e. */
#define SLIDER_REACH 0.22

/* Lengths that the slider finds have so many digits. */
#define N_DIGITS 5

struct _EmberColumnLength
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkBox *presets;
  GtkEditable *entry;
  GtkRange *slider;
  GtkLabel *message;

  EmberSession *session;
  EmberLatest *fitting;
  double base_ns; /* where the slider began; 0: it stands in the middle */
};

G_DEFINE_FINAL_TYPE (EmberColumnLength, ember_column_length, GTK_TYPE_WIDGET)

static const int64_t preset_lengths[] = {
  100 * (EMBER_SECOND_NS / 1000),
  500 * (EMBER_SECOND_NS / 1000),
  EMBER_SECOND_NS,
  2 * EMBER_SECOND_NS,
  5 * EMBER_SECOND_NS,
  10 * EMBER_SECOND_NS,
  60 * EMBER_SECOND_NS,
};

/* What to look for, apart from the widget. */
typedef struct
{
  EmberTableSet *set;
  EmberTimeRange range;
  EmberBand band; /* may be none */
  int64_t start_ns;
} FitRequest;

static void
fit_request_free (gpointer data)
{
  FitRequest *request = data;

  ember_table_set_free (request->set);
  g_free (request);
}

typedef struct
{
  EmberColumnFit fit;
  char *thread; /* (nullable): its name */
} FitResult;

static void
fit_result_free (gpointer data)
{
  FitResult *result = data;

  g_free (result->thread);
  g_free (result);
}

static char *
dup_thread_name (const EmberProfile *profile,
                 EmberThreadId id)
{
  const EmberThread *thread = ember_threads_get (ember_profile_get_threads (profile), id);
  const int32_t number = thread->tid != -1 ? thread->tid : thread->pid;
  g_autofree char *comm = g_utf8_make_valid (ember_strings_get (ember_profile_get_strings (profile), thread->comm), -1);

  return number != -1 ? g_strdup_printf ("%s %d", comm, number) : g_steal_pointer (&comm);
}

static gpointer
fit_work (gconstpointer data,
          GCancellable *cancellable)
{
  const FitRequest *request = data;
  const bool has_band = ember_band_is_active (&request->band);
  g_autoptr (EmberTableSet) banded = has_band ? ember_band_apply (&request->band, request->set, request->range, cancellable) : NULL;
  FitResult *result = g_new0 (FitResult, 1);

  if (has_band && banded == NULL)
    return result;
  result->fit = ember_column_fit_find (has_band ? banded : request->set, request->range, request->start_ns, cancellable);
  if (result->fit.has_thread)
    result->thread = dup_thread_name (request->set->profile, result->fit.thread);
  return result;
}

static void
say (EmberColumnLength *self,
     const char *message)
{
  /* Translators: a hint below the choice of the length of columns */
  gtk_label_set_text (self->message, message != NULL ? message : _ ("A line is level where columns are as long as its period."));
}

/* Returns: (transfer full): whose period the columns have now */
static char *
dup_fit_words (const FitResult *found)
{
  const uint32_t n = found->fit.n_threads;
  g_autofree char *length = ember_length_text_dup (found->fit.length_ns);

  if (found->thread == NULL)
    /* Translators: %s is a length of time, such as "1.037 s" */
    return g_strdup_printf (_ ("A line repeats each %s."), length);
  if (n <= 1)
    /* Translators: the name of a thread, and a length of time, such as "1.037 s" */
    return g_strdup_printf (_ ("%s wakes up each %s."), found->thread, length);
  /* Translators: the name of a thread, a length of time, such as "1.037 s", and how many threads wake up periodically */
  return g_strdup_printf (ngettext ("%s wakes up each %s, the clearest of %u thread that does so.", "%s wakes up each %s, the clearest of %u threads that do so.", n),
                          found->thread, length, n);
}

static void
fit_done_cb (gpointer result,
             gpointer user_data)
{
  EmberColumnLength *self = user_data;
  FitResult *found = result;
  g_autofree char *message = NULL;

  if (found->fit.length_ns > 0)
    {
      ember_session_set_column_ns (self->session, found->fit.length_ns);
      message = dup_fit_words (found);
    }
  say (self, message != NULL ? message : _ ("Nothing that repeats stands out in what is selected."));
  fit_result_free (found);
}

static void
update_fit (EmberColumnLength *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "column.fit", ember_session_get_table_set (self->session) != NULL);
}

static void
update (EmberColumnLength *self)
{
  g_autofree char *length = ember_length_text_dup (ember_session_get_column_ns (self->session));

  gtk_menu_button_set_label (self->button, length);
  gtk_editable_set_text (self->entry, length);
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  say (self, NULL);
}

static void
fit_cb (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  EmberColumnLength *self = EMBER_COLUMN_LENGTH (widget);
  const EmberTimeRange range = ember_session_get_range (self->session);
  FitRequest *request;

  if (ember_session_get_table_set (self->session) == NULL)
    return;
  request = g_new0 (FitRequest, 1);
  request->set = ember_table_set_copy (ember_session_get_table_set (self->session));
  request->range = ember_time_range_is_empty (range) ? EMBER_TIME_RANGE_ALL : range;
  request->band = ember_session_get_band (self->session);
  request->start_ns = ember_session_get_column_ns (self->session);
  ember_latest_push (self->fitting, request);
}

static void
set_cb (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  ember_session_set_column_ns (EMBER_COLUMN_LENGTH (widget)->session, g_variant_get_int64 (parameter));
}

static void
typed_cb (EmberColumnLength *self)
{
  g_autoptr (GError) error = NULL;
  int64_t length_ns;

  if (ember_length_text_parse (gtk_editable_get_text (self->entry), &length_ns, &error))
    {
      ember_session_set_column_ns (self->session, MIN (length_ns, EMBER_HEATMAP_MAX_COLUMN_NS));
      update (self);
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  say (self, error->message);
}

static double
round_digits (double value)
{
  const double unit = pow (10, floor (log10 (value)) - (N_DIGITS - 1));

  return MAX (round (value / unit) * unit, 1);
}

/* The nearer to the middle, the finer. */
static void
slid_cb (EmberColumnLength *self)
{
  const double value = gtk_range_get_value (self->slider);

  if (value == 0 && self->base_ns == 0)
    return;
  if (self->base_ns == 0)
    self->base_ns = (double) ember_session_get_column_ns (self->session);
  ember_session_set_column_ns (self->session, (int64_t) CLAMP (round_digits (self->base_ns * exp (SLIDER_REACH * value * fabs (value))), 1, (double) EMBER_HEATMAP_MAX_COLUMN_NS));
}

/* When it is let go it returns to the middle, and goes on from what it found. */
static void
center_slider (EmberColumnLength *self)
{
  g_signal_handlers_block_by_func (self->slider, slid_cb, self);
  gtk_range_set_value (self->slider, 0);
  g_signal_handlers_unblock_by_func (self->slider, slid_cb, self);
  self->base_ns = 0;
}

static gboolean
center_cb (gpointer user_data)
{
  center_slider (user_data);
  return G_SOURCE_REMOVE;
}

/* The slider's own gesture takes the press, so that no other one sees the release. */
static gboolean
slider_event_cb (EmberColumnLength *self,
                 GdkEvent *event)
{
  if (gdk_event_get_event_type (event) == GDK_BUTTON_RELEASE)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, center_cb, g_object_ref (self), g_object_unref);
  return GDK_EVENT_PROPAGATE;
}

static void
add_presets (EmberColumnLength *self)
{
  for (size_t i = 0; i < G_N_ELEMENTS (preset_lengths); i++)
    {
      g_autofree char *length = ember_length_text_dup (preset_lengths[i]);
      GtkWidget *button = gtk_button_new_with_label (length);

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "column.set");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", preset_lengths[i]);
      gtk_box_append (self->presets, button);
    }
}

static void
add_slider_controllers (EmberColumnLength *self)
{
  GtkEventController *release = gtk_event_controller_legacy_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (release, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (release, "event", G_CALLBACK (slider_event_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (center_slider), self);
  gtk_widget_add_controller (GTK_WIDGET (self->slider), release);
  gtk_widget_add_controller (GTK_WIDGET (self->slider), focus);
}

static void
ember_column_length_dispose (GObject *object)
{
  EmberColumnLength *self = EMBER_COLUMN_LENGTH (object);

  g_clear_pointer (&self->fitting, ember_latest_free);
  g_clear_object (&self->session);
  ember_template_dispose (GTK_WIDGET (self), EMBER_TYPE_COLUMN_LENGTH);
  G_OBJECT_CLASS (ember_column_length_parent_class)->dispose (object);
}

static void
ember_column_length_class_init (EmberColumnLengthClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_column_length_dispose;
  gtk_widget_class_set_css_name (widget_class, "columnlength");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/column-length.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberColumnLength, button);
  gtk_widget_class_bind_template_child (widget_class, EmberColumnLength, presets);
  gtk_widget_class_bind_template_child (widget_class, EmberColumnLength, entry);
  gtk_widget_class_bind_template_child (widget_class, EmberColumnLength, slider);
  gtk_widget_class_bind_template_child (widget_class, EmberColumnLength, message);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, slid_cb);
  gtk_widget_class_install_action (widget_class, "column.set", "x", set_cb);
  gtk_widget_class_install_action (widget_class, "column.fit", NULL, fit_cb);
}

static void
ember_column_length_init (EmberColumnLength *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_presets (self);
  add_slider_controllers (self);
  gtk_scale_add_mark (GTK_SCALE (self->slider), 0, GTK_POS_BOTTOM, NULL);
  self->fitting = ember_latest_new (fit_work, fit_done_cb, self, fit_request_free, fit_result_free);
}

void
ember_column_length_bind (EmberColumnLength *self,
                          EmberSession *session)
{
  g_return_if_fail (EMBER_IS_COLUMN_LENGTH (self));

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::column-ns", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::table-set", G_CALLBACK (update_fit), self, G_CONNECT_SWAPPED);
  update (self);
  update_fit (self);
}
