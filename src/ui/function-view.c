/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/function-view.h"

#include <glib/gi18n.h>

#include "profile/amount-text.h"
#include "session/turner.h"
#include "ui/template.h"

struct _EmberFunctionView
{
  GtkWidget parent_instance;

  GtkLabel *label;
  GtkLabel *amount;
  EmberFlameView *callers;
  EmberFlameView *callees;

  EmberSession *session;
  EmberTurner *turner;
  EmberChangeBasis basis;
};

enum
{
  PROP_FUNCTION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmberFunctionView, ember_function_view, GTK_TYPE_WIDGET)

static char *
dup_amount (EmberFlameGraph *graph,
            const EmberFlameGraph *all)
{
  const uint64_t n = ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT);
  const uint64_t n_all = ember_flame_graph_get_total (all, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT);
  g_autofree char *samples = ember_amount_text_dup_samples (n);

  /* Translators: "412 samples", then their part of all samples of the range */
  return g_strdup_printf (_ ("%s · %.1f %% of the range"), samples, n_all > 0 ? 100.0 * (double) n / (double) n_all : 0.0);
}

static void
update_title (EmberFunctionView *self)
{
  EmberMark *function = ember_turner_get_function (self->turner);
  g_autofree char *name = function != NULL ? g_utf8_make_valid (function->text, -1) : NULL;
  g_autofree char *module = function != NULL && function->module != NULL ? g_utf8_make_valid (function->module, -1) : NULL;
  g_autofree char *base = module != NULL && module[0] != '\0' ? g_path_get_basename (module) : NULL;
  /* Translators: a function, then the module that it is in */
  g_autofree char *title = base != NULL ? g_strdup_printf (_ ("%s (%s)"), name, base) : g_strdup (name);

  gtk_label_set_text (self->label, title != NULL ? title : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), module);
}

static void
graphs_changed_cb (EmberFunctionView *self)
{
  EmberFlameGraph *graph = ember_turner_get_graph (self->turner);
  EmberFlameGraph *callees = ember_turner_get_callees (self->turner);
  EmberDifference *compared = ember_turner_get_compared (self->turner);
  EmberFlameGraph *all = compared != NULL ? compared->range : ember_session_get_graph (self->session);
  const gboolean is_shown = graph != NULL && callees != NULL && ember_turner_get_kind (self->turner) == EMBER_TURN_CALLERS;
  g_autofree char *amount = is_shown && all != NULL ? dup_amount (callees, all) : NULL;

  ember_flame_view_set_compared_graph (self->callers, is_shown ? graph : NULL, is_shown ? ember_turner_get_difference (self->turner) : NULL, self->basis);
  ember_flame_view_set_compared_graph (self->callees, is_shown ? callees : NULL, is_shown ? ember_turner_get_callees_difference (self->turner) : NULL, self->basis);
  gtk_label_set_text (self->amount, amount != NULL ? amount : "");
}

/* Both sides are cut alike; where somebody looks closer is only one of them. */
static void
zoomed_cb (EmberFunctionView *self,
           EmberFlameView *view)
{
  g_autoptr (GArray) frames = ember_flame_view_dup_zoom (view);

  ember_turner_set_focus (self->turner, (const void *) frames->data, frames->len);
}

static void
close_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  ember_function_view_show (EMBER_FUNCTION_VIEW (widget), NULL);
}

static gboolean
ember_function_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (EMBER_FUNCTION_VIEW (widget)->callees));
}

static void
ember_function_view_get_property (GObject *object,
                                  guint id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  if (id == PROP_FUNCTION)
    g_value_set_pointer (value, ember_function_view_get_function (EMBER_FUNCTION_VIEW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ember_function_view_dispose (GObject *object)
{
  EmberFunctionView *self = EMBER_FUNCTION_VIEW (object);

  ember_template_dispose (GTK_WIDGET (self), EMBER_TYPE_FUNCTION_VIEW);
  g_clear_object (&self->turner);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_function_view_parent_class)->dispose (object);
}

static void
ember_function_view_class_init (EmberFunctionViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ember_function_view_get_property;
  object_class->dispose = ember_function_view_dispose;
  widget_class->grab_focus = ember_function_view_grab_focus;
  properties[PROP_FUNCTION] = g_param_spec_pointer ("function", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (EMBER_TYPE_FLAME_VIEW);
  gtk_widget_class_set_css_name (widget_class, "functionview");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/function-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberFunctionView, label);
  gtk_widget_class_bind_template_child (widget_class, EmberFunctionView, amount);
  gtk_widget_class_bind_template_child (widget_class, EmberFunctionView, callers);
  gtk_widget_class_bind_template_child (widget_class, EmberFunctionView, callees);
  gtk_widget_class_install_action (widget_class, "function.close", NULL, close_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "function.close", NULL);
}

static void
ember_function_view_init (EmberFunctionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_set (self->callees, "is-icicle", TRUE, NULL);
  ember_flame_view_set_hides_root (self->callers, TRUE);
}

void
ember_function_view_bind (EmberFunctionView *self,
                          EmberSession *session,
                          EmberFlameView *flame_view)
{
  static const char *const shared[] = { "search-text", "search-is-regex", "sibling-order", "measure" };
  EmberFlameView *const sides[] = { self->callers, self->callees };

  g_return_if_fail (EMBER_IS_FUNCTION_VIEW (self) && self->session == NULL);

  self->session = g_object_ref (session);
  self->turner = ember_turner_new (session);
  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      for (gsize p = 0; p < G_N_ELEMENTS (shared); p++)
        g_object_bind_property (flame_view, shared[p], sides[i], shared[p], G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
      g_signal_connect_object (sides[i], "zoomed", G_CALLBACK (zoomed_cb), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (self->turner, "notify::graph", G_CALLBACK (graphs_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->turner, "notify::callees", G_CALLBACK (graphs_changed_cb), self, G_CONNECT_SWAPPED);
}

void
ember_function_view_show (EmberFunctionView *self,
                          EmberMark *function)
{
  g_return_if_fail (EMBER_IS_FUNCTION_VIEW (self) && self->turner != NULL);

  if (function == ember_turner_get_function (self->turner))
    return;
  ember_turner_set_kind (self->turner, function != NULL ? EMBER_TURN_CALLERS : EMBER_TURN_NONE, function);
  update_title (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FUNCTION]);
}

void
ember_function_view_set_compared (EmberFunctionView *self,
                                  EmberDifference *difference,
                                  EmberChangeBasis basis)
{
  g_return_if_fail (EMBER_IS_FUNCTION_VIEW (self) && self->turner != NULL);

  self->basis = basis;
  ember_turner_set_compared (self->turner, difference);
  graphs_changed_cb (self);
}

EmberFlameView *
ember_function_view_get_callers (EmberFunctionView *self)
{
  return self->callers;
}

EmberFlameView *
ember_function_view_get_callees (EmberFunctionView *self)
{
  return self->callees;
}

EmberMark *
ember_function_view_get_function (EmberFunctionView *self)
{
  return ember_turner_get_function (self->turner);
}

gboolean
ember_function_view_is_busy (EmberFunctionView *self)
{
  return ember_turner_is_busy (self->turner);
}
