@echo off
where /q py && set "python=py -3" || set "python=python"
%python% "%~dp0setup.py" demo %*
