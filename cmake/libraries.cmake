# One place where the outside libraries are found, and the words every folder is built with:
#   oso_library(name DEPENDS folders... LIBRARIES third-party... SOURCES files...)   the folder's static library
#   oso_test(name SOURCES files... [DEPENDS folders...] [POSTGRES])                  its unit tests, one ctest entry a case;
#                                     POSTGRES: they use the instance that one run of ctest shares
#   oso_fuzz(name targets...)                                                        its fuzz targets, each a file of its name
find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(EXPAT REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(PostgreSQL 14 REQUIRED)
find_package(CURL 7.85 REQUIRED)
find_package(fmt REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(prometheus-cpp REQUIRED COMPONENTS core)
find_package(tomlplusplus REQUIRED)

# The official reference files, where they are beside the checkout.
set(REFERENCE ${CMAKE_SOURCE_DIR}/../shared/reference)

function(oso_library name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES;SOURCES" ${ARGN})
  add_library(oso_${name} STATIC ${ARG_SOURCES})
  target_include_directories(oso_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  foreach(folder ${ARG_DEPENDS})
    target_link_libraries(oso_${name} PUBLIC oso_${folder})
  endforeach()
  target_link_libraries(oso_${name} PRIVATE ${ARG_LIBRARIES})
endfunction()

function(oso_test name)
  if(NOT OSO_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "POSTGRES" "" "DEPENDS;SOURCES" ${ARGN})
  add_executable(${name}_test ${CMAKE_SOURCE_DIR}/src/base/doctest_main.cc ${ARG_SOURCES})
  target_compile_definitions(${name}_test PRIVATE
    OSO_TESTDATA="${CMAKE_SOURCE_DIR}/testdata" OSO_REFERENCE="${REFERENCE}")
  target_link_libraries(${name}_test PRIVATE oso_${name} rapidcheck)
  foreach(folder ${ARG_DEPENDS})
    target_link_libraries(${name}_test PRIVATE oso_${folder})
  endforeach()
  set(postgres)
  if(ARG_POSTGRES)
    set(at ${CMAKE_BINARY_DIR}/postgres)
    set(instance ${CMAKE_SOURCE_DIR}/tools/postgres_instance)
    target_compile_definitions(${name}_test PRIVATE OSO_POSTGRES_INSTANCE="${instance}")
    add_test(NAME "postgres: start" COMMAND ${instance} start ${at})
    add_test(NAME "postgres: stop" COMMAND ${instance} stop ${at})
    set_tests_properties("postgres: start" PROPERTIES FIXTURES_SETUP postgres LABELS unit)
    set_tests_properties("postgres: stop" PROPERTIES FIXTURES_CLEANUP postgres LABELS unit)
    set(postgres FIXTURES_REQUIRED postgres SKIP_REGULAR_EXPRESSION "SKIPPED: PostgreSQL"
      ENVIRONMENT_MODIFICATION "OSO_POSTGRES_AT=set:${at}")
  endif()
  # Properties are tried on the same cases every time; run the program by hand, without RC_PARAMS, for others.
  doctest_discover_tests(${name}_test TEST_PREFIX "${name}: "
    PROPERTIES LABELS unit ENVIRONMENT "RC_PARAMS=seed=2017" ${postgres})
endfunction()

if(OSO_FUZZ)
  add_custom_target(fuzz_targets)
endif()
function(oso_fuzz name)
  if(NOT OSO_FUZZ)
    return()
  endif()
  target_compile_options(oso_${name} PRIVATE -fsanitize=fuzzer-no-link)
  foreach(target ${ARGN})
    add_executable(${target} ${target}.cc)
    target_link_libraries(${target} PRIVATE oso_${name} -fsanitize=fuzzer)
    add_dependencies(fuzz_targets ${target})
  endforeach()
endfunction()

if(OSO_TESTS)
  find_package(doctest REQUIRED)
  find_package(rapidcheck REQUIRED)  # for *_test.cc alone
  include(doctest)
endif()
