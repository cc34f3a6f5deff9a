#!/usr/bin/env python3
"""unmarked.py ROOT: fails where a string that people read is not marked for translators: in a template, or in the code as
an argument of a function that shows it."""
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

root = pathlib.Path(sys.argv[1])
# Those of things, which no language changes.
NAMES = {'Emberscope', 'off-CPU'}
SHOWN = {'label', 'title', 'tooltip-text', 'placeholder-text', 'description', 'help-text', 'value-text', 'subtitle'}
CALLS = (r'gtk_label_new(?:_with_mnemonic)?|gtk_label_set_(?:text|label|markup)|gtk_button_new_with_(?:label|mnemonic)|gtk_button_set_label|'
         r'gtk_widget_set_tooltip_(?:text|markup)|gtk_window_set_title|gtk_check_button_new_with_(?:label|mnemonic)|'
         r'g_menu_append(?:_submenu)?|g_menu_item_new|gtk_column_view_column_new|gtk_entry_set_placeholder_text|'
         r'ember_window_(?:set|add)_notice|ember_notice_bar_set_text|ember_file_chooser_\w+|gtk_accessible_update_property|'
         r'g_set_error(?:_literal)?|g_task_return_new_error|g_string_append_printf')
LETTERS = re.compile(r'[^\W\d_]{3,}')
bad = []


def is_words(text):
    """Whether a literal holds a word once its %s and such are gone; a name of an action or a path is none."""
    text = re.sub(r'%[-+ #0-9.*]*(?:l|ll|z|h)?[a-zA-Z]|\\n|\\t', ' ', text)
    return bool(LETTERS.search(text)) and not re.fullmatch(r'[\w.:/()\' -]*[./:][\w.:/()\'-]*', text)


def check_template(path):
    for node in xml.parse(path).iter():
        text = (node.text or '').strip()
        is_shown = (node.tag in ('property', 'attribute') and node.get('name') in SHOWN or node.tag == 'item' and node.get('id') is None
                    and len(node) == 0)
        if is_shown and text and LETTERS.search(text) and text not in NAMES and node.get('translatable') != 'yes':
            bad.append(f'{path.relative_to(root)}: “{text}” is not marked')


def arguments(text, begin):
    """The text of a call from its opening bracket to the closing one."""
    depth = 0
    quoted = False
    for i in range(begin, len(text)):
        if text[i] == '"' and text[i - 1] != '\\':
            quoted = not quoted
        elif not quoted and text[i] in '()':
            depth += 1 if text[i] == '(' else -1
            if depth == 0:
                return text[begin + 1:i]
    return ''


def check_code(path):
    text = re.sub(r'/\*.*?\*/', lambda match: re.sub(r'[^\n]', ' ', match[0]), path.read_text(), flags=re.S)
    for match in re.finditer(rf'\b({CALLS}) \(', text):
        inside = re.sub(r'\b(?:_|N_|C_|ngettext|g_dngettext) \((?:[^()"]|"(?:[^"\\]|\\.)*"|\((?:[^()"]|"(?:[^"\\]|\\.)*")*\))*\)', '', arguments(text, match.end() - 1))
        for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', inside):
            if is_words(literal) and literal not in NAMES:
                line = text.count('\n', 0, match.start()) + 1
                bad.append(f'{path.relative_to(root)}:{line}: “{literal}” is not marked')


for path in sorted(root.glob('data/ui/*.ui')):
    check_template(path)
for path in sorted(root.glob('src/**/*.c')):
    check_code(path)
print('\n'.join(bad) or 'all strings that people read are marked')
sys.exit(bool(bad))
