# SPDX-License-Identifier: BSL-1.0

# Builds an application's own migration tool: an executable that compares its models with databases, and writes and
# applies its migrations.
#
#   tain_add_migrator(app_migrate
#       MODELS_HEADER models.hpp    # what declares them; relative to the current source directory
#       MODELS app                  # the tain::models<...> list in it
#       DIRECTORY migrations)       # where the revisions live; relative to the current source directory
#
# What else the models' header needs is added to the target with target_link_libraries, as to any other.
function(tain_add_migrator target)
    cmake_parse_arguments(PARSE_ARGV 1 migrator "" "MODELS_HEADER;MODELS;DIRECTORY" "")
    foreach(argument MODELS_HEADER MODELS DIRECTORY)
        if(NOT migrator_${argument})
            message(FATAL_ERROR "tain_add_migrator(${target}): ${argument} is missing")
        endif()
    endforeach()
    if(migrator_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "tain_add_migrator(${target}): unknown arguments: ${migrator_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT TARGET tain::command_line)
        message(FATAL_ERROR "tain_add_migrator(${target}): tain::command_line is missing; "
                            "use find_package(tain COMPONENTS migrate), or TAIN_MIGRATE=ON")
    endif()

    cmake_path(ABSOLUTE_PATH migrator_MODELS_HEADER NORMALIZE)
    cmake_path(ABSOLUTE_PATH migrator_DIRECTORY NORMALIZE)
    if(NOT EXISTS "${migrator_MODELS_HEADER}")
        message(FATAL_ERROR "tain_add_migrator(${target}): there is no ${migrator_MODELS_HEADER}")
    endif()
    cmake_path(GET migrator_MODELS_HEADER PARENT_PATH include_directory)
    cmake_path(GET migrator_MODELS_HEADER FILENAME header)

    set(main "${CMAKE_CURRENT_BINARY_DIR}/${target}.dir/main.cpp")
    file(CONFIGURE OUTPUT "${main}" @ONLY CONTENT [[
#include "@header@"

#include <tain/migrate.hpp>

int main(int argc, char** argv) { return tain::migrate::main<@migrator_MODELS@>(argc, argv, "@migrator_DIRECTORY@"); }
]])
    add_executable(${target} "${main}")
    target_include_directories(${target} PRIVATE "${include_directory}")
    target_link_libraries(${target} PRIVATE tain::command_line)
endfunction()
