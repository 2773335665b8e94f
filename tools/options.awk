# SPDX-License-Identifier: BSD-3-Clause
# options.awk - what options.txt says, for laminae: awk -f options.awk options.txt HOW ...
#
#   parse COMMAND WORD ...   commands of the shell. `given_NAME` is the value of each option, empty
#                            where it is not given, and "$@" the options of nrniv that set HOC's
#                            variables, or the words NAME=VALUE of a program; or a wrong word is
#                            refused
#   usage [COMMAND]          what --help says
#   values, words            for tab completion: cases of bash by COMMAND,OPTION and by COMMAND
#   commands                 their names

BEGIN {
    read_table(ARGV[1])
    if (ARGV[2] == "parse") parse(ARGV[3], 4)
    else if (ARGV[2] == "usage" && ARGC > 3) print_usage(ARGV[3])
    else if (ARGV[2] == "usage") print_commands()
    else if (ARGV[2] == "values") print_values()
    else if (ARGV[2] == "words") print_words()
    else if (ARGV[2] == "commands") print joined(commands, n_commands, " ")
}

# ---- the table --------------------------------------------------------------------------------
function read_table(file,  line, n, column, r) {
    while ((getline line <file) > 0) {
        if (line ~ /^#/) continue
        n = split(line, column, / *[|] */)
        if (n == 4) {
            commands[++n_commands] = column[1]
            arguments[column[1]] = column[2]
            in_a_word[column[1]] = column[3]
            in_full[column[1]] = column[4]
        } else if (n == 7) {
            r = ++n_rows
            name[r] = value_of[r] = column[1]
            sub(/ .*/, "", name[r])
            sub(/^[^ ]* ?/, "", value_of[r])
            used_by[r] = " " column[2] " "
            kind[r] = column[3]
            accepted[r] = column[4]
            variable[r] = column[5]
            help[r] = column[7]
        }
    }
    if (n_rows == 0) stop("fail", file ": cannot be read")
}

function is_of(r, command) { return index(used_by[r], " " command " ") > 0 }
function is_option(r) { return name[r] ~ /^--/ }
function is_flag(r) { return kind[r] ~ /flag$/ }

function joined(list, n, between,  i, text) {
    for (i = 1; i <= n; i++) text = text (i > 1 ? between : "") list[i]
    return text
}

# ---- parsing ----------------------------------------------------------------------------------
function parse(command, first,  i, r, n, own, n_own, word) {
    if (!(command in arguments)) {
        word = nearest(command, commands, n_commands)
        refuse("unknown command '" command "'" (word ? word : ";") " accepted: " \
            joined(commands, n_commands, ", "))
    }
    for (r = 1; r <= n_rows; r++) if (is_of(r, command) && !is_option(r)) own[++n_own] = r
    for (i = first; i < ARGC; i++) {
        word = ARGV[i]
        if (word ~ /^-/) {
            i += take_option(command, word, i + 1)
        } else if (word != "") {
            if (n < n_own) {
                r = own[++n]
            } else if (kind[r = own[n_own]] != "texts") {
                refuse("two " tolower(name[r]) "s, '" given[r] "' and '" word "'; accepted: one")
            }
            take(r, word)
        }
    }
    if (n < n_own && arguments[command] !~ /^\[[A-Z]*\]$/) {
        r = own[n_own]
        refuse(command ": no " tolower(name[r]) " given; accepted: " accepted[r])
    }
    print_parsed(command)
}

# --option VALUE or --option=VALUE; returns how many words more than one that are
function take_option(command, word, next_one,  option, value, has_value, r, names, n) {
    option = word == "-h" ? "--help" : word
    if (word ~ /^--.*=/) {
        has_value = 1
        option = substr(word, 1, index(word, "=") - 1)
        value = substr(word, index(word, "=") + 1)
    }
    for (r = 1; r <= n_rows; r++) {
        if (!is_of(r, command) || !is_option(r)) continue
        if (name[r] == option) break
        names[++n] = name[r]
    }
    if (r > n_rows) {
        refuse("unknown option '" option "'" nearest(option, names, n) see_help(command))
    }
    if (is_flag(r)) {
        if (has_value) refuse_value(r, value)
        if (option == "--help") stop("given_help=", "1")
        given[r] = 1
        return 0
    }
    if (!has_value) {
        if (next_one >= ARGC) refuse(option ": no value given" see_help(command))
        value = ARGV[next_one]
    }
    take(r, value)
    return !has_value
}
function see_help(command) { return " (./laminae " command " --help)" }

function take(r, value) {
    if (!is_accepted(r, value)) refuse_value(r, value)
    if (kind[r] == "whole") value = sprintf("%d", value) # 08 is no number in $(( ))
    given[r] = value
    lines[r] = lines[r] escaped(value) "\\n"
    words[r] = words[r] " " quoted(variable[r] value)
}

function is_accepted(r, value,  n, part) {
    if (kind[r] == "whole") {
        return value ~ /^-?[0-9]+$/ && length(value) - (value ~ /^-/) < 10 && is_within(r, value)
    }
    if (kind[r] == "number" && value ~ /^-/) value = substr(value, 2)
    if (kind[r] ~ /^(time|distance|number)$/) {
        return value ~ /^([0-9]+\.?|[0-9]*\.[0-9]+)([eE][-+]?[0-9]+)?$/ && is_within(r, value)
    }
    if (kind[r] == "mesh") {
        split(value, part, ",")
        return value ~ /^[1-9][0-9]*,[1-9][0-9]*$/ && length(part[1]) < 5 && length(part[2]) < 5
    }
    if (kind[r] == "one of") {
        for (n = split(accepted[r], part, ", "); n > 0; n--) if (value == part[n]) return 1
        return 0
    }
    return value != ""
}

function is_within(r, value,  word) {
    split(accepted[r], word, " ")
    if (word[1] == "above") return value + 0 > word[2] + 0
    if (word[1] == "other") return value + 0 != word[3] + 0
    if (word[1] != "from") return 1
    return value + 0 >= word[2] + 0 && (word[3] != "to" || value + 0 <= word[4] + 0)
}

function refuse_value(r, value,  what) {
    if (kind[r] == "time") what = "a time in ms"
    if (kind[r] == "distance") what = "a distance in um"
    if (kind[r] == "number") what = "a number"
    if (kind[r] == "whole") what = "a whole number"
    if (what != "" && accepted[r] ~ /^[a-z]/) what = what " "
    refuse(name[r] ": '" value "'; accepted: " what accepted[r])
}
function refuse(line) { stop("refuse ", line) }

# What is printed is for the shell: it does not matter what was before.
function stop(what, text) {
    print what quoted(text)
    exit
}

function print_parsed(command,  r, label) {
    for (r = 1; r <= n_rows; r++) {
        if (!is_of(r, command) || !is_option(r)) continue
        label = substr(name[r], 3)
        gsub(/-/, "_", label)
        print "given_" label "=" quoted(r in given ? given[r] : "")
    }
    printf "set --"
    for (r = 1; r <= n_rows; r++) if (is_of(r, command) && variable[r] != "-") set_variable(r)
    print ""
}

function set_variable(r) {
    if (variable[r] ~ /=$/) { # a program's
        if (r in given) printf "%s", kind[r] == "texts" ? words[r] : " " quoted(variable[r] given[r])
    } else if (kind[r] == "no flag") {
        statement(variable[r] " = " !(r in given))
    } else if (!(r in given)) {
        return
    } else if (kind[r] ~ /^(time|distance|number|whole|flag)$/) {
        statement(variable[r] " = " given[r])
    } else {
        statement("strdef " variable[r])
        statement(variable[r] " = \"" (kind[r] == "texts" ? lines[r] : escaped(given[r])) "\"")
    }
}
function statement(text) { printf " -c %s", quoted(text) }

# A text as the inside of a HOC string literal, and as a word of the shell.
function escaped(text,  i, c, out) {
    for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        out = out (c == "\\" || c == "\"" ? "\\" : "") c
    }
    return out
}
function quoted(text,  n, part) {
    n = split(text, part, "'")
    return "'" joined(part, n, "'\\''") "'"
}

# ", did you mean NEAR?", if one of the names is near the word.
function nearest(word, names, n,  i, distance, fewest, near) {
    fewest = length(word)/2 + 1
    for (i = 1; i <= n; i++) {
        distance = index(names[i], word) == 1 ? 0.5 : edits(word, names[i])
        if (distance < fewest) { fewest = distance; near = names[i] }
    }
    return near == "" ? "" : ", did you mean " near "?"
}
function edits(a, b,  i, j, row, diagonal, best) { # Levenshtein 1966
    for (j = 0; j <= length(b); j++) row[j] = j
    for (i = 1; i <= length(a); i++) {
        diagonal = row[0]
        row[0] = i
        for (j = 1; j <= length(b); j++) {
            best = diagonal + (substr(a, i, 1) != substr(b, j, 1))
            diagonal = row[j]
            if (row[j] + 1 < best) best = row[j] + 1
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1
            row[j] = best
        }
    }
    return row[length(b)]
}

# ---- help and completion ----------------------------------------------------------------------
function print_commands(  i) {
    print "usage: ./laminae COMMAND ...\n"
    for (i = 1; i <= n_commands; i++) {
        printf "  %-22s  %s%s\n", commands[i] " " arguments[commands[i]], in_a_word[commands[i]], \
            in_full[commands[i]] == "" ? "" : " (" commands[i] " --help)"
    }
}

function print_usage(command,  r, shown) {
    shown = arguments[command]
    sub(/( \[options\])?$/, " [options]", shown)
    print "usage: ./laminae " command " " shown "\n"
    print_filled("", "", in_full[command])
    print ""
    for (r = 1; r <= n_rows; r++) {
        if (!is_of(r, command)) continue
        shown = name[r] (value_of[r] == "" ? "" : " ") value_of[r]
        if (length(shown) > 17) {
            print shown
            shown = ""
        }
        print_filled(sprintf("%-19s", shown), sprintf("%19s", ""), help[r])
    }
    print "\nExit status: 0 done, 1 it failed, 2 bad usage or input."
}

# A text in lines of 100 columns.
function print_filled(line, margin, text,  i, n, word, between) {
    n = split(text, word, " ")
    for (i = 1; i <= n; i++) {
        if (between != "" && length(line) + 1 + length(word[i]) > 100) {
            print line
            line = margin
            between = ""
        }
        line = line between word[i]
        between = " "
    }
    print line
}

function print_values(  c, r, n, i, word, offered) {
    for (c = 1; c <= n_commands; c++) for (r = 1; r <= n_rows; r++) {
        if (!is_of(r, commands[c]) || kind[r] !~ /^(one of|name|folder)$/) continue
        printf "    %s,%s) ", commands[c], name[r]
        if (kind[r] == "folder") {
            print "COMPREPLY=($(compgen -d -- \"$word\")) && return ;;"
            continue
        }
        offered = ""
        n = split(accepted[r], word, /, | or /)
        for (i = 1; i <= n; i++) if (word[i] !~ / /) offered = offered word[i] " "
        print "words='" offered "' ;;"
    }
}

function print_words(  c, r, offered, has_network) {
    for (c = 1; c <= n_commands; c++) {
        offered = has_network = ""
        for (r = 1; r <= n_rows; r++) if (is_of(r, commands[c])) {
            if (is_option(r)) offered = offered name[r] " "
            if (name[r] == "NETWORK") has_network = "$models"
        }
        if (offered != "") printf "        %s) words=\"%s%s\" ;;\n", commands[c], offered, has_network
    }
}
