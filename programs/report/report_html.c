/* SPDX-License-Identifier: BSD-3-Clause
 * report_html.c - text of the page: what comes from files and users cannot become part of its
 * markup. */
#include "report.h"

#include <string.h>

static void add_byte(lam_text *page, char c, bool is_utf8) {
    switch (c) {
    case '&':
        lam_text_add(page, "&amp;");
        break;
    case '<':
        lam_text_add(page, "&lt;");
        break;
    case '>':
        lam_text_add(page, "&gt;");
        break;
    case '"':
        lam_text_add(page, "&quot;");
        break;
    case '\'':
        lam_text_add(page, "&#39;");
        break;
    case '\n':
    case '\t':
        lam_text_add(page, "%c", c);
        break;
    default: {
        bool is_control = (unsigned char)c < ' ' || c == '\x7f';
        bool is_foreign = !is_utf8 && (unsigned char)c >= 0x80;
        lam_text_add(page, "%c", is_control || is_foreign ? '?' : c);
    }
    }
}

void html_text(lam_text *page, const char *text) {
    bool is_utf8 = lam_text_is_utf8(text);
    for (const char *c = text; *c != '\0'; c++) {
        add_byte(page, *c, is_utf8);
    }
}

void html_insert(lam_text *page, const char *name) {
    lam_text_add(page, "<!--insert %s-->\n", name);
}

void html_shell(lam_text *page, const char *word) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_./+,@=:-";
    if (word[0] != '\0' && strspn(word, plain) == strlen(word)) {
        html_text(page, word);
        return;
    }
    bool is_utf8 = lam_text_is_utf8(word);
    html_text(page, "'");
    for (const char *c = word; *c != '\0'; c++) {
        if (*c == '\'') {
            html_text(page, "'\\''");
        } else {
            add_byte(page, *c, is_utf8);
        }
    }
    html_text(page, "'");
}
