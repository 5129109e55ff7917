# SPDX-License-Identifier: BSL-1.0
# cmake -DCOMPILER=… -DCOMPILER_ID=… -DSOURCE=… -DINCLUDES=… -DVERDICT=accepted|rejected [-DCOMMON=…] -P compile_twin.cmake
#
# COMMON is a header that was compiled beside itself and comes first; without it the file is compiled as it stands.
set(ENV{LC_ALL} C)
list(REMOVE_DUPLICATES INCLUDES)
list(TRANSFORM INCLUDES PREPEND -I)
cmake_path(GET SOURCE FILENAME name)

file(STRINGS ${SOURCE} expected REGEX "^// EXPECT-ERROR: ")
list(LENGTH expected count)
if(NOT count EQUAL 1)
    message(FATAL_ERROR "${name} has ${count} lines `// EXPECT-ERROR: text`, but needs exactly one")
endif()
string(REPLACE "// EXPECT-ERROR: " "" expected "${expected}")

set(define "")
if(VERDICT STREQUAL "rejected")
    set(define -DTAIN_REJECTED)
endif()
set(first "")
if(EXISTS "${COMMON}.gch")
    set(first -include ${COMMON})
elseif(EXISTS "${COMMON}.pch")
    set(first -include-pch ${COMMON}.pch)
endif()
execute_process(COMMAND ${COMPILER} ${first} -std=c++20 -DTAIN_COMPILED -Wall -Wextra -fsyntax-only ${INCLUDES} ${define}
                        ${SOURCE}
                RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)

if(VERDICT STREQUAL "accepted")
    if(NOT result EQUAL 0)
        message("${output}")
        message(FATAL_ERROR "${name} must compile without TAIN_REJECTED, but does not")
    endif()
    return()
endif()

if(result EQUAL 0)
    message(FATAL_ERROR "${name} must not compile with TAIN_REJECTED, but does. Expected: ${expected}")
endif()
string(REGEX MATCH "error: [^\n]*" first_error "${output}")
string(FIND "${first_error}" "${expected}" position)
if(position EQUAL -1)
    message("${output}\n${name}: the first error must say\n  ${expected}\nbut is\n  ${first_error}")
    message(FATAL_ERROR "${name}: another error comes first")
endif()

# One mistake, one message: what follows the first error would only hide it.
string(REGEX MATCHALL "error: " errors "${output}")
list(LENGTH errors count)
if(NOT count EQUAL 1)
    message(FATAL_ERROR "${name} must give one error, but gives ${count}:\n${output}")
endif()

# What people have to read, as GCC prints it, without the way to the header. (Clang shows the lines of its notes too.)
string(REGEX REPLACE "(In file included| +) ?from [^\n]*\n" "" told "${output}")
string(REGEX MATCHALL "\n" lines "${told}")
list(LENGTH lines count)
if(COMPILER_ID STREQUAL "GNU" AND count GREATER 25)
    message(FATAL_ERROR "${name}: the message is ${count} lines long, and 25 are enough:\n${output}")
endif()
