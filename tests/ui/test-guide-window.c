/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/guide-window.h"

#include "analysis/scene.h"
#include "support/widgets.h"
#include "support/window-fixture.h"
#include "ui/guide-card.h"
#include "ui/pattern-lesson.h"
#include "ui/scene-picture.h"

static GtkWidget *
open_guide (WindowFixture *fixture)
{
  GtkWidget *guide;

  drive (GTK_WIDGET (fixture->window), "key shift+F1");
  guide = window_fixture_find_dialog (EMBER_TYPE_GUIDE_WINDOW);
  g_assert_nonnull (guide);
  return guide;
}

/* All widgets of a type, in the order of the tree. */
static void
collect (GtkWidget *widget,
         GType type,
         GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GtkWidget *
get_focused_card (GtkWidget *guide)
{
  return gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (guide)), EMBER_TYPE_GUIDE_CARD);
}

static void
test_it_has_a_lesson_for_each_classic_picture (WindowFixture *fixture,
                                               gconstpointer data)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  GtkWidget *guide = open_guide (fixture);
  uint32_t n_scenes;
  const EmberScene *scenes = ember_scene_get_classics (&n_scenes);

  collect (guide, EMBER_TYPE_GUIDE_CARD, cards);
  g_assert_cmpuint (cards->len, ==, n_scenes);
  g_assert_cmpuint (ember_pattern_lesson_count (), ==, n_scenes);
  for (uint32_t i = 0; i < n_scenes; i++)
    {
      const EmberPatternLesson lesson = ember_pattern_lesson_get (i);
      g_auto (GStrv) sentences = g_strsplit (lesson.text, ". ", -1);

      g_assert_cmpstr (ember_guide_card_get_scene (g_ptr_array_index (cards, i)), ==, scenes[i].name);
      g_assert_cmpstr (lesson.scene, ==, scenes[i].name);
      g_assert_cmpstr (ember_pattern_lesson_find_title (scenes[i].name), ==, lesson.title);
      g_assert_nonnull (find_text (g_ptr_array_index (cards, i), lesson.text));
      g_assert_true (g_str_has_suffix (lesson.text, "."));
      g_assert_cmpuint (g_strv_length (sentences), ==, 2);
    }
  g_assert_null (ember_pattern_lesson_find_title ("thrice-a-second"));
  window_fixture_press_escape (guide);
}

static void
test_pictures_are_made_when_the_guide_is_shown (WindowFixture *fixture,
                                                gconstpointer data)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new ();
  GtkWidget *guide = open_guide (fixture);

  collect (guide, EMBER_TYPE_SCENE_PICTURE, pictures);
  for (guint i = 0; i < pictures->len; i++)
    while (ember_scene_picture_is_empty (g_ptr_array_index (pictures, i)))
      g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < pictures->len; i++)
    gtk_test_accessible_assert_role (g_ptr_array_index (pictures, i), GTK_ACCESSIBLE_ROLE_IMG);
  window_fixture_press_escape (guide);
}

static void
test_tab_goes_from_lesson_to_lesson (WindowFixture *fixture,
                                     gconstpointer data)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  GtkWidget *guide = open_guide (fixture);

  collect (guide, EMBER_TYPE_GUIDE_CARD, cards);
  for (guint i = 0; i < cards->len; i++)
    {
      g_assert_true (get_focused_card (guide) == g_ptr_array_index (cards, i));
      drive (guide, "key Tab");
    }
  window_fixture_press_escape (guide);
}

static void
test_a_lesson_opens_as_a_recording (WindowFixture *fixture,
                                    gconstpointer data)
{
  GtkWidget *guide = open_guide (fixture);
  EmberSession *session = ember_window_get_session (fixture->window);
  g_autofree char *name = NULL;

  drive (guide, "key Tab key Tab key space");
  window_fixture_wait (fixture);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_READY);
  name = ember_window_dup_file_name (fixture->window);
  g_assert_cmpstr (name, ==, "two-threads");
  g_assert_cmpuint (ember_session_get_heatmap (session)->grid.n_columns, ==, 61);
  window_fixture_press_escape (guide);
}

static void
test_a_second_lesson_opens_another_window (WindowFixture *fixture,
                                           gconstpointer data)
{
  EmberWindow *other = NULL;

  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "open-pattern", g_variant_new_string ("blocking"));
  window_fixture_wait (fixture);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "open-pattern", g_variant_new_string ("cpu-5"));
  for (GList *link = gtk_application_get_windows (fixture->application); link != NULL; link = link->next)
    if (link->data != fixture->window)
      other = link->data;
  g_assert_true (EMBER_IS_WINDOW (other));
  while (ember_session_is_busy (ember_window_get_session (other)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (ember_session_get_state (ember_window_get_session (other)), ==, EMBER_SESSION_READY);
  gtk_window_destroy (GTK_WINDOW (other));
  run_for (100);
}

static void
test_what_has_no_path_cannot_be_saved_as_a_view (WindowFixture *fixture,
                                                 gconstpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "open-pattern", g_variant_new_string ("blocking"));
  window_fixture_wait (fixture);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "save-view"));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "reload"));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "reload", NULL);
  window_fixture_wait (fixture);
  g_assert_cmpint (ember_session_get_state (ember_window_get_session (fixture->window)), ==, EMBER_SESSION_READY);
}

static void
test_the_empty_page_leads_into_the_guide (WindowFixture *fixture,
                                          gconstpointer data)
{
  GtkWidget *lesson = find_text (GTK_WIDGET (fixture->window), "Blocking: for a moment nothing runs");
  GtkWidget *guide;

  g_assert_true (gtk_widget_grab_focus (gtk_widget_get_ancestor (lesson, GTK_TYPE_BUTTON)));
  drive (gtk_window_get_focus (GTK_WINDOW (fixture->window)), "key space");
  guide = window_fixture_find_dialog (EMBER_TYPE_GUIDE_WINDOW);
  g_assert_nonnull (guide);
  g_assert_cmpstr (ember_guide_card_get_scene (EMBER_GUIDE_CARD (get_focused_card (guide))), ==, "blocking");
  window_fixture_press_escape (guide);
}

static void
test_pictures_have_the_chosen_colours (WindowFixture *fixture,
                                       gconstpointer data)
{
  GtkWidget *guide = open_guide (fixture);
  int palette;

  g_settings_set_string (fixture->settings, "palette", "viridis");
  run_for (50);
  g_object_get (find_widget (guide, EMBER_TYPE_SCENE_PICTURE), "palette", &palette, NULL);
  g_assert_cmpint (palette, ==, 2);
  window_fixture_press_escape (guide);
}

static void
add_tests (GtkApplication *application)
{
#define ADD(name, function) g_test_add ("/guide-window/" name, WindowFixture, application, window_fixture_set_up, function, window_fixture_tear_down)
  ADD ("it-has-a-lesson-for-each-classic-picture", test_it_has_a_lesson_for_each_classic_picture);
  ADD ("pictures-are-made-when-the-guide-is-shown", test_pictures_are_made_when_the_guide_is_shown);
  ADD ("tab-goes-from-lesson-to-lesson", test_tab_goes_from_lesson_to_lesson);
  ADD ("a-lesson-opens-as-a-recording", test_a_lesson_opens_as_a_recording);
  ADD ("a-second-lesson-opens-another-window", test_a_second_lesson_opens_another_window);
  ADD ("what-has-no-path-cannot-be-saved-as-a-view", test_what_has_no_path_cannot_be_saved_as_a_view);
  ADD ("the-empty-page-leads-into-the-guide", test_the_empty_page_leads_into_the_guide);
  ADD ("pictures-have-the-chosen-colours", test_pictures_have_the_chosen_colours);
#undef ADD
}

int
main (int argc,
      char *argv[])
{
  return window_fixture_main (argc, argv, add_tests);
}
